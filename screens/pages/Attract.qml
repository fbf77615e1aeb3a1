import QtQuick
import "../controls"
import "../theme"

// Dark, and moved slowly now and then against burn-in. Any touch wakes it, and does nothing else.
PageFrame {
    id: page

    readonly property real air: Math.min(1, height / Theme.mm(440)) // a low glass leaves less of it

    wholeGlass: true
    title: qsTr("请触摸屏幕开始办理")

    Rectangle {
        anchors.fill: parent
        color: Theme.night
    }
    Column {
        id: words

        x: Theme.margin
        y: (parent.height - height) * 0.4
        width: parent.width - 2 * Theme.margin
        spacing: Theme.mm(6) * page.air

        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: page.place
            size: Theme.title
            font.weight: Theme.strong
            color: Theme.inkOnNight
        }
        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: page.terminal
            color: Theme.inkOnNightSecondary
        }
        Item {
            width: 1
            height: Theme.mm(36) * page.air * page.air
        }
        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Theme.mm(96) * page.air
            height: width
            radius: width / 2
            color: Theme.nightSoft

            Icon {
                id: hand

                anchors.centerIn: parent
                name: "hand-tap"
                size: parent.width * 0.54
                tint: Theme.inkOnNight
            }
        }
        Item {
            width: 1
            height: Theme.mm(6) * page.air
        }
        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: page.title
            size: Theme.title * 1.2
            font.weight: Theme.strong
            color: Theme.inkOnNight
        }
        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("24 小时自助办理")
            color: Theme.inkOnNightSecondary
        }
    }
    SequentialAnimation {
        running: page.visible
        loops: Animation.Infinite

        PauseAnimation { duration: 20000 }
        NumberAnimation {
            target: words; property: "y"; to: (page.height - words.height) * 0.6; duration: 4000; easing.type: Easing.InOutQuad
        }
        PauseAnimation { duration: 20000 }
        NumberAnimation {
            target: words; property: "y"; to: (page.height - words.height) * 0.2; duration: 4000; easing.type: Easing.InOutQuad
        }
    }
    SequentialAnimation {
        running: page.visible
        loops: Animation.Infinite

        PauseAnimation { duration: 2400 }
        NumberAnimation {
            target: hand; property: "anchors.verticalCenterOffset"; to: Theme.mm(5)
            duration: Theme.loopMs; easing.type: Easing.InOutQuad
        }
        NumberAnimation {
            target: hand; property: "anchors.verticalCenterOffset"; to: 0
            duration: Theme.loopMs; easing.type: Easing.InOutQuad
        }
    }
    MouseArea {
        objectName: "wake"
        anchors.fill: parent
        onClicked: page.answered(null)
        Accessible.role: Accessible.Button
        Accessible.name: page.title
    }
}
