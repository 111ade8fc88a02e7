import ArgumentParser

/// How a command writes its result.
enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, json, csv
}

/// How a command that has no lines to give a spreadsheet writes its result.
enum TextFormat: String, CaseIterable, ExpressibleByArgument {
    case table, json
}
