import Reglement
import Scolarite
import Valeurs

/// Builds the small promotion that the `donne` of an example describes.
struct LecturePromotion {
    let fautes: Fautes
    let donne: Carte

    private struct Module {
        let ue: String
        let code: String
        var coefficient = Rational.one
        var nature = Nature.cours
        var seuil: Rational?
        var faits: [String: String] = [:]
        var scale: ClosedRange<Int32> { faits[Bareme.colonne].flatMap(Bareme.init)?.scale ?? nature.scale }
        /// Written with an empty `epreuves:`: nothing assesses it.
        var sansEpreuve = false
        var epreuves: [(code: String, coefficient: Rational, nature: Nature)] = []
    }

    private struct Unite {
        let code: String
        var semestre: String
        var ects = Rational.zero
        var grade: Bool?
        var seuil: Rational?
    }

    private struct Marque {
        let eleve: Int
        let ecue: String
        /// `nil` for the whole ECUE at the second session.
        let epreuve: String?
        let session: Int
        let saisie: Saisie
    }

    private var unites: [Unite] = []
    private var modules: [Module] = []
    private var marques: [Marque] = []
    private var complements: [(eleve: Int, ue: String, saisie: Saisie)] = []
    private var eleves: [Eleve] = []
    private var dossiers: [Dossier] = []
    private var annee = "2026-2027"
    /// Columns beyond the contract's that the example gives.
    private(set) var colonnes: [Exemple.Colonne] = []
    private var periode: String?
    /// What an example has too many of.
    private var refuses: Set<String> = []

    init(fautes: Fautes, donne: Carte) {
        self.fautes = fautes
        self.donne = donne
    }

    mutating func promotion() -> Promotion {
        let cellules = CellulesDossier(fautes: fautes)
        if let texte = donne.texte("annee") {
            cellules.annee(texte)
            annee = texte.valeur
        }
        if let texte = donne.texte("periode") {
            if texte.valeur != "annee" { cellules.periode(texte) }
            periode = texte.valeur
        }
        let session = donne.entier("session", dans: 1...2) ?? 1
        let end = annee.split(separator: "-").last.flatMap { Int($0) } ?? 2027
        let date = donne.date("date") ?? CalendarDate(year: end, month: 6, day: 30) ?? CalendarDate(dayNumber: 0)
        var entete = Entete(
            ecole: "exemple", reglement: donne.chaine("reglement") ?? "", surcouche: donne.chaine("surcouche"), annee: annee, promotion: "exemple",
            cursus: donne.chaine("cursus") ?? "", date: date,
            session: session, periode: periode)
        for (cle, valeur) in donne.noeud("parametres")?.carte("parametres")?.toutes ?? [] { entete.parametres[cle.valeur] = parametre(valeur) }
        if let several = donne.noeud("eleves")?.carte("eleves") {
            for (cle, valeur) in several.toutes where admet(eleves.count, LimitesLecture.eleves, "élèves", valeur.position) {
                if let carte = valeur.carte("un élève") { eleve(cle.valeur, carte) }
            }
        } else {
            eleve("E", donne)
        }
        donne.finir("« donne »")
        return built(entete)
    }

    private func parametre(_ noeud: Noeud) -> ValeurParametre {
        switch noeud.node {
        case .scalar(let scalar): return .texte(scalar.string)
        case .sequence: return .liste(noeud.liste("parametres").map(parametre))
        default:
            var table: [String: ValeurParametre] = [:]
            for (cle, valeur) in noeud.carte("parametres")?.toutes ?? [] { table[cle.valeur] = parametre(valeur) }
            return .table(table)
        }
    }

    // MARK: - Élèves

    private mutating func eleve(_ id: String, _ carte: Carte) {
        var fiche = Eleve(id: id)
        if let columns = carte.noeud("eleve")?.carte("eleve") { self.fiche(columns, &fiche) }
        if fiche.entree.isEmpty, let start = Int(annee.prefix(4)) {
            let year = start - (fiche.niveau - fiche.niveauEntree)
            fiche.entree = "\(year)-\(year + 1)"
        }
        eleves.append(fiche)
        dossiers.append(Dossier())
        let index = eleves.count - 1
        for (cle, valeur) in carte.noeud("ues")?.carte("ues")?.toutes ?? [] { unite(cle.valeur, valeur, index) }
        if let taken = carte.noeud("inscriptions")?.liste("inscriptions").compactMap(\.scalaire) { dossiers[index].ues = Set(taken) }
        LectureDossier(fautes: fautes).read(carte, into: &dossiers[index])
        if carte !== donne { carte.finir("un élève") }
    }

    private mutating func fiche(_ columns: Carte, _ fiche: inout Eleve) {
        let cellules = CellulesDossier(fautes: fautes)
        for (cle, valeur) in columns.toutes {
            let text = valeur.scalaire ?? ""
            switch cle.valeur {
            case "statut":
                if let statut = Statut(rawValue: text) {
                    fiche.statut = statut
                } else {
                    fautes.signal(
                        "« \(text) » n'est pas un statut (\(Statut.allCases.map(\.rawValue).joined(separator: ", ")))", code: "exemple-valeur",
                        at: cle.position)
                }
            case "niveau": fiche.niveau = columns.entier("niveau", dans: 1...12) ?? 1
            case "niveau_entree": fiche.niveauEntree = columns.entier("niveau_entree", dans: 1...12) ?? 1
            case "entree":
                cellules.annee(Texte(text, valeur.position))
                fiche.entree = text
            case "nationalites":
                if case .sequence = valeur.node {
                    fiche.nationalites = valeur.liste("nationalites").compactMap(\.scalaire)
                } else {
                    fiche.nationalites = text.split(separator: "|").map(String.init)
                }
                for code in fiche.nationalites { cellules.pays(Texte(code, valeur.position)) }
            case "francophone": fiche.francophone = columns.oui("francophone")
            case "boursier": fiche.boursier = columns.oui("boursier")
            case "voie": fiche.voie = text
            case "genre": fiche.genre = text
            case "cursus": fiche.cursus = text
            default:
                fiche.faits[cle.valeur] = text
                colonnes.append(.init(niveaux: ["eleve"], nom: cle))
            }
        }
    }

    // MARK: - UE, ECUE, marks

    /// Whether one more of these may be read. The first that may not is a fault, the others are passed over.
    private mutating func admet(_ count: Int, _ limit: Int, _ quoi: String, _ position: Position) -> Bool {
        if count < limit { return true }
        if refuses.insert(quoi).inserted { fautes.signal("un exemple a au plus \(limit) \(quoi)", code: "exemple-valeur", at: position) }
        return false
    }

    private mutating func unite(_ code: String, _ noeud: Noeud, _ eleve: Int) {
        guard let carte = noeud.carte("une UE") else { return }
        if let semestre = carte.texte("semestre") { CellulesDossier(fautes: fautes).periode(semestre) }
        var unite = Unite(
            code: code, semestre: carte.chaine("semestre") ?? unites.last?.semestre ?? (periode.flatMap { $0 == "annee" ? nil : $0 } ?? "S5"))
        unite.ects = number(carte.texte("ects")) ?? .zero
        unite.grade = carte.oui("grade")
        unite.seuil = number(carte.texte("seuil"))
        if !unites.contains(where: { $0.code == code }) {
            guard admet(unites.count, LimitesLecture.ues, "UE", noeud.position) else { return }
            unites.append(unite)
        }
        for (cle, valeur) in carte.noeud("ecues")?.carte("ecues")?.toutes ?? [] { module(code, cle.valeur, valeur, eleve) }
        if let complement = carte.noeud("complement"), let saisie = saisie(complement) { complements.append((eleve, code, saisie)) }
        _ = carte.noeud("intitule")
        carte.finir("une UE")
    }

    private mutating func module(_ ue: String, _ code: String, _ noeud: Noeud, _ eleve: Int) {
        var module = Module(ue: ue, code: code)
        switch noeud.node {
        case .mapping:
            guard let carte = noeud.carte("un ECUE") else { return }
            described(carte, &module, eleve)
        case .sequence:
            for (offset, item) in sessions(noeud).enumerated() { mark(item, &module, "", offset + 1, eleve) }
        default: mark(noeud, &module, "", 1, eleve)
        }
        if module.epreuves.isEmpty, !module.sansEpreuve { module.epreuves = [("", .one, module.nature)] }
        if let index = modules.firstIndex(where: { $0.code == code }) {
            for epreuve in module.epreuves where !modules[index].epreuves.contains(where: { $0.code == epreuve.code }) {
                modules[index].epreuves.append(epreuve)
            }
        } else if admet(modules.count, LimitesLecture.ecues, "ECUE", noeud.position) {
            modules.append(module)
        }
    }

    private mutating func described(_ carte: Carte, _ module: inout Module, _ eleve: Int) {
        module.coefficient = number(carte.texte("coefficient") ?? carte.texte("coef")) ?? .one
        if let nature = carte.texte("nature").flatMap(nature) { module.nature = nature }
        module.seuil = number(carte.texte("seuil"))
        if let bareme = carte.texte(Bareme.colonne) {
            if Bareme(bareme.valeur) == nil {
                fautes.signal("« \(bareme.valeur) » n'est pas un barème : un nombre entier de 1 à 100", code: "exemple-valeur", at: bareme.position)
            }
            module.faits[Bareme.colonne] = bareme.valeur
        }
        marks(carte, &module, "", eleve)
        if let epreuves = carte.noeud("epreuves")?.carte("epreuves") {
            module.sansEpreuve = epreuves.toutes.isEmpty && module.epreuves.isEmpty
            for (cle, valeur) in epreuves.toutes { epreuve(cle.valeur, valeur, &module, eleve) }
        }
        if let second = carte.noeud("s2") {
            // A second mark for the whole ECUE, unless it has a single épreuve.
            if module.epreuves.count <= 1, let only = module.epreuves.first ?? Optional(("", .one, module.nature)) {
                if module.epreuves.isEmpty { module.epreuves = [only] }
                mark(second, &module, only.code, 2, eleve)
            } else if let saisie = saisie(second, scale: module.scale) {
                marques.append(Marque(eleve: eleve, ecue: module.code, epreuve: nil, session: 2, saisie: saisie))
            }
        }
        for (cle, valeur) in carte.toutes
        where !["coefficient", "coef", "nature", "seuil", "note", "date", "epreuves", "s2", Bareme.colonne].contains(cle.valeur) {
            module.faits[cle.valeur] = valeur.scalaire ?? ""
            colonnes.append(.init(niveaux: ["ecue", "ue"], nom: cle))
        }
    }

    private mutating func epreuve(_ code: String, _ noeud: Noeud, _ module: inout Module, _ eleve: Int) {
        switch noeud.node {
        case .mapping:
            guard let carte = noeud.carte("une épreuve") else { return }
            let coefficient = number(carte.texte("coefficient") ?? carte.texte("coef")) ?? .one
            let nature = carte.texte("nature").flatMap(nature) ?? module.nature
            module.epreuves.append((code, coefficient, nature))
            marks(carte, &module, code, eleve)
            if let second = carte.noeud("s2") { mark(second, &module, code, 2, eleve) }
            carte.finir("une épreuve")
        case .sequence:
            module.epreuves.append((code, .one, module.nature))
            for (offset, item) in sessions(noeud).enumerated() { mark(item, &module, code, offset + 1, eleve) }
        default:
            module.epreuves.append((code, .one, module.nature))
            mark(noeud, &module, code, 1, eleve)
        }
    }

    private func nature(_ texte: Texte) -> Nature? {
        if let known = Nature(rawValue: texte.valeur) { return known }
        let natures = Nature.allCases.map(\.rawValue)
        fautes.signal(
            "« \(texte.valeur) » n'est pas une nature (\(natures.joined(separator: ", ")))", code: "exemple-valeur", at: texte.position,
            conseil: Proximite.closest(texte.valeur, natures).map { "vouliez-vous dire « \($0) » ?" })
        return nil
    }

    /// The marks of the first and of the second session.
    private func sessions(_ noeud: Noeud) -> [Noeud] {
        let marks = noeud.liste("notes")
        if marks.count > 2 {
            fautes.signal(
                "une troisième note est donnée : il y a deux sessions", code: "exemple-valeur", at: marks[2].position,
                conseil: "plusieurs épreuves s'écrivent { epreuves: { EX: 12, CC: 9 } }")
        }
        return Array(marks.prefix(2))
    }

    /// The first-session mark of an épreuve written as a table, with the day on which it took place; a day alone is that of a mark awaited.
    private mutating func marks(_ carte: Carte, _ module: inout Module, _ epreuve: String, _ eleve: Int) {
        let day = carte.date("date")
        if let note = carte.noeud("note") {
            mark(note, &module, epreuve, 1, eleve, day: day)
        } else if let day {
            if module.epreuves.isEmpty { module.epreuves = [(epreuve, .one, module.nature)] }
            let saisie = Saisie(etat: .att, hundredths: 0, day: day.dayNumber)
            marques.append(Marque(eleve: eleve, ecue: module.code, epreuve: epreuve, session: 1, saisie: saisie))
        }
    }

    private mutating func mark(
        _ noeud: Noeud, _ module: inout Module, _ epreuve: String, _ session: Int, _ eleve: Int, day: CalendarDate? = nil
    ) {
        let text = noeud.scalaire ?? ""
        if text == "V" || text == "NV" || text == "VAL", module.nature == .cours, !module.epreuves.contains(where: { !$0.code.isEmpty }) {
            module.nature = .competence
        }
        guard var saisie = saisie(noeud, scale: module.scale) else { return }
        if let day { saisie.day = day.dayNumber }
        if epreuve.isEmpty, module.epreuves.isEmpty { module.epreuves = [("", .one, module.nature)] }
        marques.append(Marque(eleve: eleve, ecue: module.code, epreuve: epreuve, session: session, saisie: saisie))
    }

    private func saisie(_ noeud: Noeud, scale: ClosedRange<Int32> = Nature.cours.scale) -> Saisie? {
        let text = noeud.scalaire ?? ""
        if text.isEmpty { return .absente }
        if let etat = Etat(code: text) { return Saisie(etat: etat, hundredths: 0) }
        guard let value = Rational(decimal: text, comma: true), (value * Rational(100)).isInteger,
            let hundredths = Int32(exactly: (value * Rational(100)).numerator), scale.contains(hundredths)
        else {
            fautes.signal("« \(text) » n'est ni une note (au centième, sur son barème) ni un code", code: "exemple-valeur", at: noeud.position)
            return nil
        }
        return Saisie(etat: .note, hundredths: hundredths)
    }

    private func number(_ texte: Texte?) -> Rational? {
        guard let texte else { return nil }
        if let value = Rational(decimal: texte.valeur, comma: true) { return value }
        fautes.signal("« \(texte.valeur) » n'est pas un nombre", code: "exemple-valeur", at: texte.position)
        return nil
    }

    private func built(_ entete: Entete) -> Promotion {
        var semestres: [String] = []
        for unite in unites where !semestres.contains(unite.semestre) { semestres.append(unite.semestre) }
        // Periods in their own order: an example may name S6 before S5.
        semestres.sort { ($0.count, $0) < ($1.count, $1) }
        var ues: [UE] = []
        var ecues: [ECUE] = []
        var epreuves: [Epreuve] = []
        var places: [String: Int] = [:]
        for unite in unites {
            var own: [Int] = []
            for module in modules where module.ue == unite.code {
                let weight: Rational = module.nature == .competence ? .zero : module.coefficient
                own.append(ecues.count)
                for epreuve in module.epreuves {
                    places["\(module.code)/\(epreuve.code)"] = epreuves.count
                    epreuves.append(Epreuve(code: epreuve.code, ecue: ecues.count, nature: epreuve.nature, coefficient: epreuve.coefficient))
                }
                ecues.append(
                    ECUE(
                        code: module.code, intitule: module.code, ue: ues.count, coefficient: weight, nature: module.nature, seuil: module.seuil,
                        faits: module.faits))
            }
            ues.append(
                UE(
                    code: unite.code, intitule: unite.code, semestre: semestres.firstIndex(of: unite.semestre) ?? 0, ects: unite.ects,
                    grade: unite.grade, seuil: unite.seuil, ecues: own))
        }
        let maquette = Maquette(semestres: semestres, ues: ues, ecues: ecues, epreuves: epreuves)
        var notes = Notes(maquette: maquette, eleves: eleves.count)
        for marque in marques {
            guard let ecue = ecues.firstIndex(where: { $0.code == marque.ecue }) else { continue }
            if let epreuve = marque.epreuve, let index = places["\(marque.ecue)/\(epreuve)"] {
                notes.sessions[marque.session - 1][index][marque.eleve] = marque.saisie
            } else {
                if notes.rattrapagesEcue[ecue] == nil { notes.rattrapagesEcue[ecue] = Colonne(count: eleves.count) }
                notes.rattrapagesEcue[ecue]?[marque.eleve] = marque.saisie
            }
        }
        for complement in complements {
            guard let ue = ues.firstIndex(where: { $0.code == complement.ue }) else { continue }
            if notes.complementsUE[ue] == nil { notes.complementsUE[ue] = Colonne(count: eleves.count) }
            notes.complementsUE[ue]?[complement.eleve] = complement.saisie
        }
        return Promotion(entete: entete, maquette: maquette, eleves: eleves, dossiers: dossiers, notes: notes)
    }
}
