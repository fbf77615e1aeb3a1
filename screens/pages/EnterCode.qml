pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property string note: ""
    property string about: ""
    property string problem: ""
    property int digits: 6
    property string typed: ""

    picture: "receipt"
    subtitle: note
    alsoSaid: [about, typed === "" ? problem : ""]
    primaryText: qsTr("接着办")
    primaryEnabled: typed.length === digits
    secondaryText: qsTr("重新填")
    onPrimary: page.answered(page.typed)
    onSecondary: page.answered("anew")

    Column {
        y: Math.max(0, (pad.y - height) / 2)
        width: parent.width
        spacing: Theme.mm(Theme.lowReach ? 3 : 6)

        NoteCard {
            width: parent.width
            visible: !Theme.lowReach // the number is what matters where room is short
            text: page.about
        }
        Row {
            id: boxes

            readonly property real side: Math.min(Theme.mm(Theme.lowReach ? 14 : 26), (parent.width - (page.digits - 1) * spacing) / page.digits)

            objectName: "code"
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.mm(3)
            Accessible.role: Accessible.StaticText
            Accessible.name: page.typed === "" ? qsTr("还没有输入号码") : page.typed.split("").join(" ")

            Repeater {
                model: page.digits

                Rectangle {
                    id: place

                    required property int index

                    width: boxes.side
                    height: width * 1.15
                    radius: Theme.radius
                    color: Theme.card
                    border.width: index === page.typed.length ? 2 * Theme.line : Theme.line
                    border.color: index === page.typed.length ? Theme.primary : Theme.shape

                    Words {
                        anchors.centerIn: parent
                        text: page.typed[place.index] ?? ""
                        size: Theme.title
                        font.weight: Theme.strong
                        wrapMode: Text.NoWrap
                        Accessible.ignored: true
                    }
                }
            }
        }
        ProblemLine {
            objectName: "problem"
            anchors.horizontalCenter: parent.horizontalCenter
            room: page.contentWidth
            text: page.typed === "" ? page.problem : ""
        }
    }
    NumberPad {
        id: pad

        anchors.bottom: parent.bottom
        width: parent.width
        withDone: false
        onDigit: text => {
            if (page.typed.length < page.digits)
                page.typed += text;
        }
        onErase: page.typed = page.typed.slice(0, -1)
        onClear: page.typed = ""
    }
}
