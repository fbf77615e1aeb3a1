import QtQuick
import "../controls"
import "../theme"

// Dark, and slowly moving against burn-in. Any touch wakes it, and does nothing else.
PageFrame {
    id: page

    wholeGlass: true
    title: qsTr("请触摸屏幕开始办理")

    Rectangle {
        anchors.fill: parent
        color: Theme.night
    }
    MouseArea {
        objectName: "wake"
        anchors.fill: parent
        onClicked: page.answered(null)
    }
}
