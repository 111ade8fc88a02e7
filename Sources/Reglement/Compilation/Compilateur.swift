import Feel
import Valeurs

/// Compiles the expressions of a règlement: every name resolved, every type checked, once.
///
/// Diagnostics are gathered; an expression that fails gives a `null` of undetermined type so that the rest is still checked.
final class Compilateur {
    /// One entry of the scope: an element whose fields can be named alone, or a named variable.
    struct Variable {
        let nom: String?
        let slot: Int
        let type: TypeValeur
        /// The list parameter whose lines it goes through.
        var parametre: Int?
    }

    struct Portee {
        var variables: [Variable] = []
        /// The level of the rule being compiled; results of this very object are the rule's own.
        var niveau: Niveau

        init(niveau: Niveau) {
            self.niveau = niveau
            variables = [Variable(nom: nil, slot: 0, type: .entite(.niveau(niveau)))]
        }

        var prochainSlot: Int { variables.count }

        func adding(nom: String?, type: TypeValeur, parametre: Int? = nil) -> (Portee, Int) {
            var copy = self
            copy.variables.append(Variable(nom: nom, slot: prochainSlot, type: type, parametre: parametre))
            return (copy, prochainSlot)
        }
    }

    typealias Compile = (terme: Terme, type: TypeValeur)

    let symboles: Symboles
    private(set) var diagnostics: [Diagnostic] = []
    /// Personal facts read by the expression being compiled, which demand an article.
    private(set) var faitsPersonnels: Set<Champ> = []
    /// Names of parameters that some expression reads.
    private(set) var parametresLus: Set<Int> = []
    private let parser: Parser
    private var texte = Texte("", Position(fichier: "", ligne: 0, colonne: 0))

    init(symboles: Symboles) {
        self.symboles = symboles
        parser = Parser(names: Set(Fonction.allCases.map(\.rawValue).filter { $0.contains(" ") }), height: LimitesReglement.hauteur)
    }

    /// A word is compared with every other that is known: past the first hundred faults, nobody reads what may have been meant.
    func signal(
        _ message: String, code: String, at position: Position, conseil: @autoclosure () -> String? = nil, gravite: Diagnostic.Gravite = .erreur
    ) {
        diagnostics.append(
            Diagnostic(
                gravite, fichier: position.fichier, ligne: position.ligne, colonne: position.colonne, message: message, code: code,
                conseil: diagnostics.count < 100 ? conseil() : nil))
    }

    /// The scope inside a list. Its slots are counted: an expression goes through a few lists inside one another, never sixteen.
    func entrer(_ portee: Portee, nom: String?, type: TypeValeur, liste: Terme? = nil, at position: Position) -> (Portee, Int) {
        guard portee.prochainSlot <= LimitesReglement.listes else {
            signal(
                "plus de \(LimitesReglement.listes) listes sont parcourues l'une dans l'autre", code: "listes-imbriquees", at: position,
                conseil: "donnez un nom à celles du milieu, sous faits:")
            return (portee, portee.prochainSlot - 1)
        }
        return portee.adding(nom: nom, type: type, parametre: liste.flatMap(Compilateur.parametre))
    }

    /// Compiles again what has been compiled and reported once.
    func silently<T>(_ body: () -> T) -> T {
        let reported = diagnostics.count
        defer { diagnostics.removeSubrange(reported...) }
        return body()
    }

    func takeFaitsPersonnels() -> Set<Champ> {
        defer { faitsPersonnels = [] }
        return faitsPersonnels
    }

    static let inconnu: Compile = (.constante(.nul), .indetermine)

    /// Compiles an expression, expected to be of type `attendu` when given.
    func expression(_ texte: Texte, _ portee: Portee, attendu: TypeValeur? = nil) -> Compile {
        guard let arbre = parse(texte) else { return Compilateur.inconnu }
        let outer = self.texte
        self.texte = texte
        defer { self.texte = outer }
        let compiled = compile(arbre, portee)
        if let attendu { check(compiled.type, is: attendu, at: arbre) }
        return compiled
    }

    func parse(_ texte: Texte) -> Expression? {
        do {
            return try parser.parseExpression(texte.valeur)
        } catch {
            signalParse(error, texte)
            return nil
        }
    }

    /// The tests of a decision table's cell, on an input already compiled.
    func cellule(_ texte: Texte, entree: Compile, _ portee: Portee) -> Terme? {
        let trimmed = texte.valeur
        if trimmed == "-" { return nil }
        if let place = Ecriture.virguleDecimale(trimmed) {
            signal(
                "« \(trimmed) » se lit comme deux valeurs séparées par une virgule", code: "cellule-virgule", at: position(offset: place, in: texte),
                conseil: "un nombre s'écrit avec un point, comme 9.5 ; pour deux valeurs, mettez une espace après la virgule")
        }
        let tests: [UnaryTest]
        do {
            tests = try parser.parseUnaryTests(trimmed)
        } catch {
            signalParse(error, texte)
            return nil
        }
        let outer = self.texte
        self.texte = texte
        defer { self.texte = outer }
        return self.tests(tests, entree, portee)
    }

    private func signalParse(_ error: ParseError, _ texte: Texte) {
        let place = position(offset: error.offset, in: texte)
        signal(
            error.message, code: "expression-illisible", at: place, conseil: error.suggestion ?? Ecriture.conseil(texte.valeur, offset: error.offset))
    }

    func position(of expression: Expression) -> Position { position(offset: expression.span.lowerBound, in: texte) }

    private func position(offset: Int, in texte: Texte) -> Position {
        let characters = String(decoding: Array(texte.valeur.utf8.prefix(offset)), as: UTF8.self).count
        return Position(fichier: texte.position.fichier, ligne: texte.position.ligne, colonne: texte.position.colonne + characters)
    }

    func check(_ type: TypeValeur, is attendu: TypeValeur, at expression: Expression) {
        guard !attendu.accepts(type) else { return }
        signal("c'est \(type.nom), là où il faut \(attendu.nom)", code: "type-inattendu", at: position(of: expression))
    }

    func readsParametre(_ index: Int) { parametresLus.insert(index) }
    func readsChamp(_ champ: Champ) { if Schema.faitsPersonnels.contains(champ) { faitsPersonnels.insert(champ) } }

    // MARK: - Expressions

    func compile(_ e: Expression, _ portee: Portee) -> Compile {
        switch e.node {
        case .null: return (.constante(.nul), .indetermine)
        case .boolean(let value): return (.constante(.bool(value)), .booleen)
        case .number(let digits): return number(digits, e)
        case .string(let value): return (.constante(.texte(value)), .texte)
        case .atLiteral(let value): return literal(value, e)
        case .name(let nom): return name(nom, e, portee)
        case .path(let source, let nom): return path(source, nom, e, portee)
        case .negate(let inner):
            let value = compile(inner, portee)
            check(value.type, is: .nombre, at: inner)
            return (.calcul(.moins, .constante(.nombre(.zero)), value.terme), .nombre)
        case .arithmetic(let op, let a, let b): return arithmetic(op, a, b, e, portee)
        case .compare(let op, let a, let b): return comparison(op, a, b, portee)
        case .and: return (.et(flatten(e, portee) { if case .and(let a, let b) = $0 { (a, b) } else { nil } }), .booleen)
        case .or: return (.ou(flatten(e, portee) { if case .or(let a, let b) = $0 { (a, b) } else { nil } }), .booleen)
        case .between(let value, let low, let high):
            return (.et([comparison(.greaterOrEqual, value, low, portee).terme, comparison(.lessOrEqual, value, high, portee).terme]), .booleen)
        case .isIn(let value, let list): return (tests(list, compile(value, portee), portee), .booleen)
        case .conditional(let c, let a, let b):
            let condition = compile(c, portee)
            check(condition.type, is: .booleen, at: c)
            let (oui, non) = (compile(a, portee), compile(b, portee))
            let type = literalType(oui).joined(literalType(non))
            return (.si(condition.terme, oui.terme, non.terme), type)
        case .iterate(let iterations, let body): return iterate(iterations, body, portee)
        case .quantified(let quantifier, let iterations, let predicate): return quantified(quantifier, iterations, predicate, portee)
        case .filter(let source, let predicate): return filter(source, predicate, portee)
        case .call(let callee, let arguments): return call(callee, arguments, e, portee)
        case .list(let items):
            var type = TypeValeur.indetermine
            let termes = items.map { item in
                let compiled = compile(item, portee)
                type = type.joined(literalType(compiled))
                return compiled.terme
            }
            return (.liste(termes), .liste(type))
        case .instanceOf, .context, .range, .function:
            signal("cette forme de FEEL n'a pas d'emploi dans un règlement", code: "forme-inconnue", at: position(of: e))
            return Compilateur.inconnu
        }
    }

    /// A literal text is the enumeration of that one case, so that `if a then "x" else "y"` is closed.
    private func literalType(_ compiled: Compile) -> TypeValeur {
        if case .constante(.texte(let value)) = compiled.terme { return .enumeration([value]) }
        return compiled.type
    }

    private func number(_ digits: String, _ e: Expression) -> Compile {
        guard let value = Rational(decimal: digits) else {
            signal("« \(digits) » n'est pas un nombre décimal que le règlement sait tenir exactement", code: "nombre-illisible", at: position(of: e))
            return (.constante(.nul), .nombre)
        }
        return (.constante(.nombre(value)), .nombre)
    }

    private func literal(_ value: String, _ e: Expression) -> Compile {
        if let date = CalendarDate(value) { return (.constante(.date(date)), .date) }
        if let duree = CalendarDuration(value) { return (.constante(.duree(duree)), .duree) }
        signal("« \(value) » n'est ni une date (2027-05-31) ni une durée (P3Y)", code: "litteral-illisible", at: position(of: e))
        return Compilateur.inconnu
    }

    private func flatten(_ e: Expression, _ portee: Portee, _ split: (Expression.Node) -> (Expression, Expression)?) -> [Terme] {
        if let (a, b) = split(e.node) { return flatten(a, portee, split) + flatten(b, portee, split) }
        let compiled = compile(e, portee)
        check(compiled.type, is: .booleen, at: e)
        return [compiled.terme]
    }

    private func arithmetic(_ op: Expression.Arithmetic, _ a: Expression, _ b: Expression, _ e: Expression, _ portee: Portee) -> Compile {
        let (x, y) = (compile(a, portee), compile(b, portee))
        let operation: Terme.Operation
        switch op {
        case .add: operation = .plus
        case .subtract: operation = .moins
        case .multiply: operation = .fois
        case .divide: operation = .divise
        case .power:
            signal("l'élévation à une puissance n'a pas d'emploi dans un règlement", code: "forme-inconnue", at: position(of: e))
            return Compilateur.inconnu
        }
        if x.type == .date, y.type == .duree, op == .add || op == .subtract { return (.calcul(operation, x.terme, y.terme), .date) }
        if x.type.estTexte, y.type.estTexte, op == .add { return (.fonction(.concatenate, [x.terme, y.terme]), .texte) }
        check(x.type, is: .nombre, at: a)
        check(y.type, is: .nombre, at: b)
        return (.calcul(operation, x.terme, y.terme), .nombre)
    }

    func comparison(_ op: Expression.Comparison, _ a: Expression, _ b: Expression, _ portee: Portee) -> Compile {
        let (x, y) = (compile(a, portee), compile(b, portee))
        checkComparable(x, y, op, at: b)
        checkParametre(x, y, portee)
        checkParametre(y, x, portee)
        return (.compare(Compilateur.comparaison(op), x.terme, y.terme), .booleen)
    }

    static func comparaison(_ op: Expression.Comparison) -> Terme.Comparaison {
        switch op {
        case .equal: .egal
        case .notEqual: .different
        case .less: .inferieur
        case .lessOrEqual: .inferieurOuEgal
        case .greater: .superieur
        case .greaterOrEqual: .superieurOuEgal
        }
    }

    func checkComparable(_ x: Compile, _ y: Compile, _ op: Expression.Comparison, at expression: Expression) {
        checkCase(x.type, y.terme, at: expression)
        checkCase(y.type, x.terme, at: expression)
        guard x.type.accepts(y.type) else {
            signal("\(x.type.nom) ne se compare pas à \(y.type.nom)", code: "comparaison-impossible", at: position(of: expression))
            return
        }
        if op == .equal || op == .notEqual { return }
        for type in [x.type, y.type] {
            switch type {
            case .nombre, .date, .duree, .texte, .indetermine: break
            default:
                signal(
                    "\(type.nom) n'a pas d'ordre : seuls = et != s'emploient", code: "comparaison-impossible", at: position(of: expression),
                    conseil: type == Schema.niveauxDeLangue ? "comparez cecr(niveau) et cecr(\"B2\")" : nil)
            }
        }
    }

    // MARK: - Unary tests

    func tests(_ tests: [UnaryTest], _ entree: Compile, _ portee: Portee) -> Terme {
        let termes = tests.map { test($0, entree, portee) }
        return termes.count == 1 ? termes[0] : .ou(termes)
    }

    private func test(_ test: UnaryTest, _ entree: Compile, _ portee: Portee) -> Terme {
        switch test {
        case .any: return .constante(.bool(true))
        case .not(let inner): return .non(tests(inner, entree, portee))
        case .compare(let op, let e):
            let value = cellValue(e, entree, portee)
            checkComparable(entree, value, op, at: e)
            return .compare(Compilateur.comparaison(op), entree.terme, value.terme)
        case .expression(let e):
            if case .range(let range) = e.node { return self.range(range, entree, portee) }
            if case .list(let items) = e.node { return .ou(items.map { self.test(.expression($0), entree, portee) }) }
            let value = cellValue(e, entree, portee)
            if case .liste = value.type, value.type != entree.type { return .fonction(.listContains, [value.terme, entree.terme]) }
            checkComparable(entree, value, .equal, at: e)
            return .compare(.egal, entree.terme, value.terme)
        }
    }

    private func range(_ range: Expression.RangeLiteral, _ entree: Compile, _ portee: Portee) -> Terme {
        var bounds: [Terme] = []
        if let low = range.low {
            let value = compile(low, portee)
            checkComparable(entree, value, .less, at: low)
            bounds.append(.compare(range.lowIncluded ? .superieurOuEgal : .superieur, entree.terme, value.terme))
        }
        if let high = range.high {
            let value = compile(high, portee)
            checkComparable(entree, value, .less, at: high)
            bounds.append(.compare(range.highIncluded ? .inferieurOuEgal : .inferieur, entree.terme, value.terme))
        }
        return .et(bounds)
    }

    /// In a cell a bare word is first a case of the input's enumeration, then `oui`/`non`, then a name.
    private func cellValue(_ e: Expression, _ entree: Compile, _ portee: Portee) -> Compile {
        guard case .name(let nom) = e.node else { return compile(e, portee) }
        if case .enumeration(let cas) = entree.type, cas.contains(nom) { return (.constante(.texte(nom)), entree.type) }
        if entree.type == .booleen, nom == "oui" || nom == "non" { return (.constante(.bool(nom == "oui")), .booleen) }
        if case .enumeration = entree.type, symboles.resolvable(nom, portee) == false {
            return (.constante(.texte(nom)), entree.type)
        }
        return compile(e, portee)
    }
}
