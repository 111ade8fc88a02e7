import Feel

extension Environment {
    /// Limits low enough for an input to end at once: what is looked for is a crash or a loop without end, not a long computation.
    static let bornes: Environment = {
        var environment = Environment(zones: { region, _ in region == "Europe/Paris" ? 3600 : nil })
        environment.limits.steps = 20_000
        environment.limits.listItems = 5_000
        environment.limits.patternSteps = 20_000
        environment.limits.stringLength = 100_000
        environment.limits.depth = 300
        return environment
    }()
}
