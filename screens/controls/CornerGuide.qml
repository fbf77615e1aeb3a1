pragma ComponentBehavior: Bound
import QtQuick
import "../theme"

// Four corners that say where the paper belongs; white on dark, so that they show on any picture.
Item {
    id: guide

    readonly property real arm: Math.min(width, height) * 0.14
    readonly property real thick: Theme.mm(2)

    Repeater {
        model: 4

        Item {
            id: corner

            required property int index

            x: index % 2 === 0 ? 0 : guide.width
            y: index < 2 ? 0 : guide.height
            rotation: [0, 90, 270, 180][index]

            Repeater {
                model: [
                    Qt.rect(0, 0, guide.arm, guide.thick), Qt.rect(0, 0, guide.thick, guide.arm)
                ]

                Rectangle {
                    required property rect modelData

                    x: modelData.x
                    y: modelData.y
                    width: modelData.width
                    height: modelData.height
                    radius: guide.thick / 2
                    color: "#FFFFFF"
                    border.width: Math.max(1, Theme.mm(0.25))
                    border.color: Theme.primary
                }
            }
        }
    }
}
