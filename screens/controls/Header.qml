import QtQuick
import "../theme"

// Place and terminal, clock, and the ways to see the page otherwise, which stand here on every page.
// Pressing the clock for three seconds asks for maintenance.
Rectangle {
    id: header

    property string place: ""
    property string terminal: ""
    property string language: "zh_CN"
    property date now: new Date()
    property bool canSpeak: false
    property bool voice: false

    signal languageRequested(language: string)
    signal maintenanceRequested()
    signal voiceRequested()
    signal elderRequested()
    signal helpRequested()

    implicitHeight: Theme.headerHeight
    color: Theme.night

    Column {
        x: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        width: clock.x - x - Theme.gap

        Words {
            width: parent.width
            text: header.place
            height: Theme.mm(10)
            size: Theme.mm(8.5)
            lineHeight: 1
            verticalAlignment: Text.AlignVCenter
            font.weight: Theme.strong
            color: Theme.inkOnNight
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.least
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }
        Words {
            width: parent.width
            text: header.terminal
            size: Theme.least
            lineHeight: Theme.least * 1.15
            lineHeightMode: Text.FixedHeight
            color: Theme.inkOnNightSecondary
            maximumLineCount: 2
            elide: Text.ElideRight
        }
    }
    Item {
        id: clock

        objectName: "clock"
        anchors.right: ways.left
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
                size: Theme.mm(8.5)
                lineHeight: 1
                color: Theme.inkOnNight
                wrapMode: Text.NoWrap
            }
            Words {
                id: day

                anchors.right: parent.right
                text: header.now.toLocaleDateString(Qt.locale(header.language),
                                                    header.language === "en" ? "d MMM" : "M月d日")
                size: Theme.least
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
    Row {
        id: ways

        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap

        HeaderButton {
            objectName: "listen"
            visible: header.canSpeak
            iconName: "speaker-high"
            name: header.voice ? qsTr("再听一遍") : qsTr("朗读")
            onClicked: header.voiceRequested()
        }
        HeaderButton {
            objectName: "elder"
            text: Theme.elder ? qsTr("普通版") : qsTr("长辈版")
            onClicked: header.elderRequested()
        }
        HeaderButton {
            objectName: "language"
            text: header.language === "en" ? "中文" : "EN"
            name: header.language === "en" ? "换成中文" : "Switch to English"
            onClicked: header.languageRequested(header.language === "en" ? "zh_CN" : "en")
        }
        HeaderButton {
            objectName: "help"
            iconName: "question"
            name: qsTr("显示与帮助")
            onClicked: header.helpRequested()
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
