pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property string number: ""
    property string problem: ""
    property string typed: number
    property string code: ""
    property bool atCode: number !== ""
    readonly property int shortLength: 10 // month, day and six letters; the slip writes a dash between them
    readonly property string shown: typed.length > 4 && typed.length <= shortLength && !typed.includes("-")
                                    ? typed.slice(0, 4) + "-" + typed.slice(4) : typed

    readonly property string matter: code === "" ? problem : ""
    readonly property bool tight: Theme.lowReach || Theme.elder && beside // room for one of the two

    title: qsTr("请输入凭条上的编号")
    subtitle: tight && (matter !== "" || !beside) ? matter : qsTr("先输办理编号，再输六位查询密码")
    alsoSaid: [matter]
    primaryText: atCode ? qsTr("查询") : qsTr("下一步")
    primaryIcon: atCode ? "magnifying-glass" : "caret-right"
    primaryEnabled: atCode ? typed.length >= 6 && code.length === 6 : typed.length >= 6
    onPrimary: {
        if (atCode)
            page.answered([shown, code]);
        else
            atCode = true;
    }

    Column {
        width: parent.width
        spacing: Theme.elder ? Theme.gap : Theme.mm(6)

        Repeater {
            model: 2

            Touchable {
                id: entry

                required property int index
                readonly property bool current: (index === 1) === page.atCode

                objectName: index === 0 ? "number" : "code"
                width: parent.width
                visible: !page.tight || current
                implicitHeight: Math.max(Theme.target, Math.min(Theme.mm(34), page.tight ? pad.y - Theme.gap : (pad.y - Theme.mm(24)) / 2))
                text: index === 0 ? qsTr("办理编号") : qsTr("查询密码")
                onClicked: page.atCode = index === 1

                background: Rectangle {
                    radius: Theme.radius
                    color: Theme.card
                    border.width: entry.current ? 2 * Theme.line : Theme.line
                    border.color: entry.current ? Theme.primary : Theme.outline
                }
                contentItem: Item {
                    Words {
                        id: name

                        x: Theme.mm(6)
                        anchors.verticalCenter: parent.verticalCenter
                        width: parent.width * 0.3
                        text: entry.text
                        color: Theme.inkSecondary
                        Accessible.ignored: true
                    }
                    Words {
                        objectName: "typed"
                        anchors.left: name.right
                        anchors.right: parent.right
                        anchors.rightMargin: Theme.mm(6)
                        anchors.verticalCenter: parent.verticalCenter
                        text: entry.index === 0 ? page.shown : page.code
                        size: text.length > 24 ? Theme.small : text.length > 12 ? Theme.body : Theme.title
                        font.weight: Theme.strong
                        wrapMode: Text.WrapAnywhere
                        maximumLineCount: 2
                        elide: Text.ElideLeft
                        Accessible.ignored: true
                    }
                }
            }
        }
        ProblemLine {
            objectName: "problem"
            anchors.horizontalCenter: parent.horizontalCenter
            room: page.contentWidth
            text: page.tight ? "" : page.matter
        }
    }
    CodePad {
        id: pad

        anchors.bottom: parent.bottom
        width: parent.width
        onSign: text => {
            if (page.atCode && page.code.length < 6)
                page.code += text;
            else if (!page.atCode && page.typed.length < 50)
                page.typed += text;
        }
        onErase: {
            if (page.atCode)
                page.code = page.code.slice(0, -1);
            else
                page.typed = page.typed.slice(0, -1);
        }
        onClear: {
            if (page.atCode)
                page.code = "";
            else
                page.typed = "";
        }
    }
}
