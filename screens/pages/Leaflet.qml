pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property var sections: []
    property string further: ""

    primaryName: "further"
    primaryText: further
    primaryIcon: "qr-code"
    onPrimary: page.answered("further")

    picture: "map-pin"

    Paged {
        id: paged

        anchors.fill: parent
        spacing: Theme.gap

        Repeater {
            model: page.sections

            Card {
                id: card

                required property var modelData

                width: paged.width

                Words {
                    width: parent.width
                    text: card.modelData.heading
                    font.weight: Theme.strong
                    color: Theme.primary
                }
                Repeater {
                    model: card.modelData.lines

                    Words {
                        required property string modelData

                        width: card.width - 2 * card.padding
                        text: modelData
                    }
                }
            }
        }
    }
}
