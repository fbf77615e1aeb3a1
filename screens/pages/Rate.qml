pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property var levels: []
    property var tags: ({})

    // What the citizen chose; nothing is chosen beforehand.
    property string level: ""
    property var chosen: []
    readonly property bool bad: levels.findIndex(each => each.value === level) >= levels.length - 2
    readonly property var offered: tags[level] ?? []
    readonly property bool complete: level !== "" && (!bad || chosen.length > 0)

    function choose(value: string) {
        if (value !== level) {
            chosen = [];
            level = value;
            reasons.page = 0;
        }
    }

    function turn(code: string) {
        chosen = chosen.includes(code) ? chosen.filter(each => each !== code) : [...chosen, code];
    }

    picture: "star"
    title: qsTr("全国一体化在线政务服务平台“好差评”")
    subtitle: qsTr("这次办事，您觉得怎么样？评不评由您决定")
    secondaryName: "skip"
    secondaryText: qsTr("跳过")
    secondaryIcon: "arrow-right"
    primaryText: qsTr("提交评价")
    primaryEnabled: complete
    onSecondary: page.answered(null)
    onPrimary: page.answered({ level: level, tags: chosen })

    ChoiceGrid {
        id: scale

        width: parent.width
        mostColumns: 1
        prefix: "level:"
        choices: page.levels
        chosen: [page.level]
        textSize: Theme.heading
        onTouched: value => page.choose(value)
    }
    Words {
        id: why

        y: scale.height + Theme.gap
        width: parent.width
        visible: reasons.visible
        text: page.bad ? qsTr("请告诉我们哪里不好（至少选一项）") : qsTr("好在哪里？（可以不选）")
        font.weight: Theme.strong
    }
    Paged {
        id: reasons

        y: why.y + why.height + Theme.mm(3)
        width: parent.width
        height: parent.height - y
        visible: page.offered.length > 0
        spacing: Theme.elder ? Theme.gap : Theme.mm(4)

        ChoiceGrid {
            width: reasons.width
            many: true
            mostColumns: 1
            prefix: "tag:"
            choices: page.offered.filter(tag => tag.shownFirst).map(tag => ({ value: tag.code, label: tag.text }))
            chosen: page.chosen
            onTouched: code => page.turn(code)
        }
        ChoiceGrid {
            width: reasons.width
            many: true
            mostColumns: 2
            leastColumns: 2
            prefix: "tag:"
            textSize: Theme.small
            choices: page.offered.filter(tag => !tag.shownFirst).map(tag => ({ value: tag.code, label: tag.text }))
            chosen: page.chosen
            onTouched: code => page.turn(code)
        }
    }
}
