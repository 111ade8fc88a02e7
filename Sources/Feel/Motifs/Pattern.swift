/// A regular expression as XPath 3.1 defines it (Functions and Operators, 5.6.1), on Unicode scalars.
///
/// It is compiled to a small program run with an explicit stack: neither a long text nor a hostile pattern can exhaust the call stack,
/// and a limit on steps bounds the time.
struct Pattern: Sendable {
    enum Instruction: Sendable {
        case scalar(Unicode.Scalar)
        case set(ScalarSet)
        case anything
        case start, end
        case save(Int)
        case backreference(Int)
        case jump(Int)
        /// Tries the first target, then the second.
        case split(Int, Int)
        /// Remembers where a turn of a loop begins.
        case enter(Int)
        /// Fails when the turn consumed nothing.
        case advance(Int)
        case match
    }

    struct Flags: Sendable {
        var dotMatchesNewline = false
        var multiline = false
        var ignoresCase = false
    }

    static let sizeLimit = 20_000

    let program: [Instruction]
    let groupCount: Int
    let loopCount: Int
    let flags: Flags

    /// `nil` when the pattern or a flag is not valid. Flags: `s`, `m`, `i`, `x` and `q`.
    init?(_ source: String, flags text: String = "") {
        var flags = Flags()
        var expanded = false
        var literal = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "s": flags.dotMatchesNewline = true
            case "m": flags.multiline = true
            case "i": flags.ignoresCase = true
            case "x": expanded = true
            case "q": literal = true
            default: return nil
            }
        }
        self.flags = flags
        if literal {
            program = source.unicodeScalars.map { .scalar(flags.ignoresCase ? ScalarSet.folded($0) : $0) } + [.match]
            groupCount = 0
            loopCount = 0
            return
        }
        var compiler = PatternCompiler(Array(expanded ? Pattern.withoutSpaces(source) : source.unicodeScalars), flags: flags)
        guard let tree = compiler.alternatives(depth: 0), compiler.isAtEnd, compiler.emit(tree) else { return nil }
        program = compiler.program + [.match]
        groupCount = compiler.groupCount
        loopCount = compiler.loopCount
    }

    /// Flag `x`: white space goes, save inside a class.
    private static func withoutSpaces(_ source: String) -> String.UnicodeScalarView {
        var kept = String.UnicodeScalarView()
        var classDepth = 0
        var escaped = false
        for scalar in source.unicodeScalars {
            let isSpace = scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
            if isSpace, classDepth == 0 { continue }
            if !escaped {
                if scalar == "[" { classDepth += 1 }
                if scalar == "]", classDepth > 0 { classDepth -= 1 }
            }
            escaped = !escaped && scalar == "\\"
            kept.append(scalar)
        }
        return kept
    }
}

/// Recursive descent over the pattern, then emission of the program.
struct PatternCompiler {
    indirect enum Node {
        case instruction(Pattern.Instruction)
        case sequence([Node])
        case alternatives([Node])
        case group(Node, Int)
        case repetition(Node, min: Int, max: Int?, lazy: Bool)
    }

    let source: [Unicode.Scalar]
    let flags: Pattern.Flags
    var position = 0
    var groupCount = 0
    private var closedGroups: Set<Int> = []
    private(set) var loopCount = 0
    private(set) var program: [Pattern.Instruction] = []

    init(_ source: [Unicode.Scalar], flags: Pattern.Flags) {
        self.source = source
        self.flags = flags
    }

    var isAtEnd: Bool { position >= source.count }
    var next: Unicode.Scalar? { position < source.count ? source[position] : nil }

    mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        position += 1
        return true
    }

    mutating func alternatives(depth: Int) -> Node? {
        guard depth < 100 else { return nil }
        var branches: [Node] = []
        repeat {
            var items: [Node] = []
            while let scalar = next, scalar != "|", scalar != ")" {
                guard let item = piece(depth) else { return nil }
                items.append(item)
            }
            branches.append(.sequence(items))
        } while accept("|")
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func piece(_ depth: Int) -> Node? {
        guard let atom = atom(depth) else { return nil }
        let bounds: (Int, Int?)
        switch next {
        case "*": bounds = (0, nil)
        case "+": bounds = (1, nil)
        case "?": bounds = (0, 1)
        case "{":
            position += 1
            guard let read = quantity() else { return nil }
            bounds = read
        default: return atom
        }
        position += 1
        let lazy = accept("?")
        if let next, next == "*" || next == "+" || next == "?" || next == "{" { return nil }
        return .repetition(atom, min: bounds.0, max: bounds.1, lazy: lazy)
    }

    /// The numbers between braces; the cursor is left on the closing one.
    private mutating func quantity() -> (Int, Int?)? {
        guard let low = number() else { return nil }
        var high: Int? = low
        if accept(",") {
            high = nil
            if next != "}" {
                guard let read = number(), read >= low else { return nil }
                high = read
            }
        }
        return next == "}" ? (low, high) : nil
    }

    private mutating func number() -> Int? {
        var value: Int?
        while let scalar = next, scalar >= "0", scalar <= "9" {
            value = min((value ?? 0) * 10 + Int(scalar.value - 48), 1_000_000)
            position += 1
        }
        return value
    }

    private mutating func atom(_ depth: Int) -> Node? {
        guard let scalar = next else { return nil }
        position += 1
        switch scalar {
        case "^": return .instruction(.start)
        case "$": return .instruction(.end)
        case ".": return .instruction(.anything)
        case "*", "+", "?", "{", "}", "]", ")", "|": return nil
        case "(": return group(depth)
        case "[":
            guard let set = characterClass(depth: 0) else { return nil }
            return .instruction(.set(set))
        case "\\": return escape()
        default: return .instruction(.scalar(flags.ignoresCase ? ScalarSet.folded(scalar) : scalar))
        }
    }

    private mutating func group(_ depth: Int) -> Node? {
        if accept("?") {
            guard accept(":"), let inner = alternatives(depth: depth + 1), accept(")") else { return nil }
            return inner
        }
        groupCount += 1
        let number = groupCount
        guard let inner = alternatives(depth: depth + 1), accept(")") else { return nil }
        closedGroups.insert(number)
        return .group(inner, number)
    }

    private mutating func escape() -> Node? {
        guard let scalar = next else { return nil }
        if scalar >= "1", scalar <= "9" {
            // The longest number of a group already closed.
            position += 1
            var number = Int(scalar.value - 48)
            while let digit = next, digit >= "0", digit <= "9", number * 10 + Int(digit.value - 48) <= groupCount {
                number = number * 10 + Int(digit.value - 48)
                position += 1
            }
            return closedGroups.contains(number) ? .instruction(.backreference(number)) : nil
        }
        if let item = classEscape() {
            if case .range(let low, let high) = item, low == high {
                return .instruction(.scalar(flags.ignoresCase ? ScalarSet.folded(low) : low))
            }
            return .instruction(.set(ScalarSet(items: [item], negated: false, subtracted: nil)))
        }
        return nil
    }

    // MARK: Emission

    mutating func emit(_ node: Node) -> Bool {
        guard program.count < Pattern.sizeLimit else { return false }
        switch node {
        case .instruction(let instruction): program.append(instruction)
        case .sequence(let items):
            for item in items where !emit(item) { return false }
        case .group(let inner, let number):
            program.append(.save(2 * number))
            guard emit(inner) else { return false }
            program.append(.save(2 * number + 1))
        case .alternatives(let branches):
            var jumps: [Int] = []
            for (index, branch) in branches.enumerated() {
                guard index < branches.count - 1 else {
                    guard emit(branch) else { return false }
                    break
                }
                let split = program.count
                program.append(.match)
                guard emit(branch) else { return false }
                jumps.append(program.count)
                program.append(.match)
                program[split] = .split(split + 1, program.count)
            }
            for jump in jumps { program[jump] = .jump(program.count) }
        case .repetition(let body, let min, let max, let lazy): return emit(body, min, max, lazy)
        }
        return program.count <= Pattern.sizeLimit
    }

    private mutating func emit(_ body: Node, _ min: Int, _ max: Int?, _ lazy: Bool) -> Bool {
        guard min <= Pattern.sizeLimit, (max ?? 0) <= Pattern.sizeLimit else { return false }
        for _ in 0..<min where !emit(body) { return false }
        if let max {
            var splits: [Int] = []
            for _ in min..<Swift.max(min, max) {
                splits.append(program.count)
                program.append(.match)
                guard emit(body) else { return false }
            }
            for split in splits { program[split] = lazy ? .split(program.count, split + 1) : .split(split + 1, program.count) }
            return true
        }
        let loop = loopCount
        loopCount += 1
        let split = program.count
        program.append(.match)
        program.append(.enter(loop))
        guard emit(body) else { return false }
        program.append(.advance(loop))
        program.append(.jump(split))
        program[split] = lazy ? .split(program.count, split + 1) : .split(split + 1, program.count)
        return true
    }
}
