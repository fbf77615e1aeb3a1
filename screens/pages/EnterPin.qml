import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property string problem: ""
    property string typed: ""
    readonly property int leastDigits: 6
    readonly property int mostDigits: 12

    picture: "lock-key"
    title: qsTr("请输入维护密码")
    subtitle: qsTr("仅限维护人员使用")
    primaryText: qsTr("确认")
    primaryEnabled: typed.length >= leastDigits
    onPrimary: {
        const pin = page.typed;
        page.typed = "";
        page.answered(pin);
    }

    Column {
        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.max(0, (pad.y - height) / 2)
        width: parent.width
        spacing: Theme.mm(8)

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "lock-key"
            size: Theme.mm(24)
        }
        PinDots {
            anchors.horizontalCenter: parent.horizontalCenter
            count: page.typed.length
            places: Math.max(page.leastDigits, page.typed.length)
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
            if (page.typed.length < page.mostDigits)
                page.typed += text;
        }
        onErase: page.typed = page.typed.slice(0, -1)
        onClear: page.typed = ""
    }
}
