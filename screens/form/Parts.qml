import QtQuick

// The parts of a form, and which of them is asked.
QtObject {
    id: parts

    required property Answers answers
    property bool single: false // one thing at a time
    property int wanted: 0
    readonly property var all: partsOf(answers.fields, single)
    readonly property int at: Math.min(wanted, all.length - 1)
    readonly property string name: all[at]?.name ?? ""
    readonly property var blocks: blocksOf(all[at]?.fields ?? [])

    function partsOf(fields: var, single: bool): var {
        const found = [];
        for (const field of fields) {
            const last = found[found.length - 1];
            const asks = answers.canChange(field);
            // What is only shown leads the first question.
            if (!last || (last.asks && (field.group || (single && asks))))
                found.push({ name: field.group || last?.name || "", fields: [field], asks: asks });
            else {
                last.name = field.group || last.name;
                last.fields.push(field);
                last.asks = last.asks || asks;
            }
        }
        return found;
    }

    // The next part that asks something, -1 where there is none.
    function next(step: int): int {
        for (let place = at + step; place >= 0 && place < all.length; place += step)
            if (all[place].fields.some(field => answers.isAsked(field) && shows(field)))
                return place;
        return -1;
    }

    function shows(field: var): bool {
        return answers.canChange(field) || !!(answers.values[field.key] || answers.problems[field.key]);
    }

    // Fields that are only shown stand together; one that would show nothing is left out. What the citizen types
    // plays no part: the field under the finger must not be built again.
    function blocksOf(fields: var): var {
        const blocks = [];
        for (const field of fields) {
            const last = blocks[blocks.length - 1];
            if (answers.canChange(field))
                blocks.push({ field: field, rows: [] });
            else if (!shows(field))
                continue;
            else if (last && last.rows.length > 0)
                last.rows.push(field);
            else
                blocks.push({ field: null, rows: [field] });
        }
        return blocks;
    }

    function partOf(key: string): int {
        return Math.max(0, all.findIndex(part => part.fields.some(field => field.key === key)));
    }

    function blockOf(key: string): int {
        return blocks.findIndex(block => [block.field, ...block.rows].some(field => field && field.key === key));
    }

    function firstWrongPart(): int {
        return Math.max(0, all.findIndex(part => part.fields.some(isWrong)));
    }

    function firstWrongBlock(): int {
        return blocks.findIndex(block => [block.field, ...block.rows].some(field => field && isWrong(field)));
    }

    function isWrong(field: var): bool {
        return answers.problem(field.key) !== "";
    }
}
