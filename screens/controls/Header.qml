import QtQuick
import "../theme"

// Place and terminal, clock, language. Pressing the clock for three seconds asks for maintenance.
Rectangle {
    id: header

    property string place: ""
    property string terminal: ""
    property string language: "zh_CN"
    property date now: new Date()

    signal languageRequested(language: string)
    signal maintenanceRequested()

    implicitHeight: Theme.headerHeight
    color: Theme.night

    Column {
        x: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        width: clock.x - x - Theme.gap

        Words {
            width: parent.width
            text: header.place
            size: Theme.mm(9)
            lineHeight: 1
            font.weight: Theme.strong
            color: Theme.inkOnNight
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }
        Words {
            width: parent.width
            text: header.terminal
            size: Theme.mm(6.5)
            lineHeight: 1
            color: Theme.inkOnNightSecondary
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }
    }
    Item {
        id: clock

        objectName: "clock"
        anchors.right: languageButton.left
        anchors.rightMargin: Theme.gap
        width: Math.max(time.implicitWidth, day.implicitWidth)
        height: parent.height
        Accessible.role: Accessible.Clock
        Accessible.name: time.text

        Column {
            anchors.verticalCenter: parent.verticalCenter
            anchors.right: parent.right

            Words {
                id: time

                anchors.right: parent.right
                text: Qt.formatTime(header.now, "HH:mm")
                size: Theme.mm(10)
                color: Theme.inkOnNight
                wrapMode: Text.NoWrap
            }
            Words {
                id: day

                anchors.right: parent.right
                text: header.now.toLocaleDateString(Qt.locale(header.language),
                                                    header.language === "en" ? "ddd d MMM" : "M月d日 dddd")
                size: Theme.mm(6.5)
            lineHeight: 1
                color: Theme.inkOnNightSecondary
                wrapMode: Text.NoWrap
            }
        }
        MouseArea {
            anchors.fill: parent
            pressAndHoldInterval: 3000
            onPressAndHold: header.maintenanceRequested()
        }
    }
    Touchable {
        id: languageButton

        objectName: "language"
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        width: Math.max(Theme.target, label.implicitWidth + Theme.mm(8))
        text: header.language === "en" ? "中文" : "EN"
        onClicked: header.languageRequested(header.language === "en" ? "zh_CN" : "en")

        background: Rectangle {
            radius: Theme.radius
            color: languageButton.down ? Theme.primary : Theme.nightSoft
        }
        contentItem: Item {
            Words {
                id: label

                anchors.centerIn: parent
                text: languageButton.text
                color: Theme.inkOnNight
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
    Timer {
        interval: 1000
        running: true
        repeat: true
        onTriggered: {
            const moment = new Date();
            if (moment.getMinutes() !== header.now.getMinutes() || moment.getHours() !== header.now.getHours())
                header.now = moment;
        }
    }
}
