import QtQuick
import "../../../screens/controls"
import "../../../screens/theme"

// What to do next, for somebody who sees the demonstration for the first time.
Rectangle {
    id: strip

    property string advice: ""
    property string note: ""
    property string place: ""
    property string trouble: ""
    property bool busy: false

    height: Theme.mm(trouble === "" ? 30 : 38)
    color: Theme.night

    Row {
        x: Theme.gap * 1.5
        y: Theme.mm(4)
        spacing: Theme.gap

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            size: Theme.mm(15)
            name: strip.busy ? "hourglass-medium" : strip.place === "kiosk" ? "arrow-left" : "hand-tap"
            tint: Theme.inkOnNight
        }
        Column {
            Words {
                objectName: "advice"
                text: strip.advice
                size: Theme.heading
                font.weight: Theme.strong
                color: Theme.inkOnNight
            }
            Words {
                text: strip.note
                size: Theme.small
                color: Theme.inkOnNightSecondary
            }
        }
    }
    Rectangle {
        visible: strip.trouble !== ""
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.mm(10)
        color: Theme.dangerTint

        Words {
            objectName: "trouble"
            x: Theme.gap * 1.5
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - 3 * Theme.gap
            text: strip.trouble
            size: Theme.small
            color: Theme.danger
            wrapMode: Text.NoWrap
            elide: Text.ElideMiddle
        }
    }
}
