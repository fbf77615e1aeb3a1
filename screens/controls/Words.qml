import QtQuick
import "../theme"

// Every text of the glass: one family, one scale.
Text {
    property real size: Theme.body

    color: Theme.ink
    font.family: Theme.family
    font.pixelSize: Math.round(size)
    font.weight: Theme.regular
    lineHeight: 1.04 // on top of the font's own 1.45
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Accessible.ignored: text === ""
}
