pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property var tiles: []

    title: qsTr("您好，请选择要办的事")
    subtitle: qsTr("24 小时可办，点一下就开始")
}
