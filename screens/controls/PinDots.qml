pragma ComponentBehavior: Bound
import QtQuick
import "../theme"

// How many digits were typed, not which.
Row {
    id: dots

    property int count: 0
    property int places: 6

    spacing: Theme.mm(dots.places > 8 ? 4 : 7)
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("已输入 %1 位").arg(count)

    Repeater {
        model: dots.places

        Rectangle {
            required property int index

            width: Theme.mm(9)
            height: width
            radius: width / 2
            color: index < dots.count ? Theme.primary : Theme.card
            border.width: index < dots.count ? 0 : Theme.line
            border.color: Theme.shape
        }
    }
}
