import Scolarite
import Valeurs

/// One élève being judged: their facts, what has been computed so far, and the worlds that awaited marks leave open.
///
/// Reused from one élève to the next by ``load(_:)``: nothing is allocated again. Values computed without meeting a fork hold in
/// every world and are kept; the others are computed again on each path.
final class Situation {
    private(set) var cadre: Cadre
    let programme: Programme
    let maquette: Maquette
    private(set) var notes: Notes
    private(set) var eleve = 0
    private(set) var dossier = Dossier()
    private(set) var fiche: Eleve
    private(set) var decisions = DecisionsPrevalentes([])
    /// UE taken, and the earlier attempts that no UE of this year replaces.
    private(set) var uesSuivies: [Int] = []
    private(set) var passes: [Int] = []
    var mondes = Mondes()
    /// Whether a result read by another is replaced by the set of its possible values (``Exploration``).
    var modulaire = false

    private var memos: [Memo]
    private var etats: [MemoEtat]
    private var parametresConnus: [Valeur?]
    private var tampon: UInt32 = 0
    /// Identifies the path being followed; each number is given once.
    private var chemin: UInt32 = 0
    private var dernierChemin: UInt32 = 0
    /// In modular mode, the possible values of each result and the awaited marks that they hang on, found once for the élève; no value when
    /// they are too many.
    private var ensembles: [Int: (valeurs: [Valeur], pesees: Set<Int>)] = [:]
    /// Whether the value being computed depends on the path followed.
    var depend = false
    var locals: [Valeur] = Array(repeating: .nul, count: 64)
    var base = 0
    /// Rankings, once computed: by ranking, object, for this élève.
    var rangs: (_ classement: Int, _ objet: Int) -> Valeur = { _, _ in .nul }

    private struct Memo {
        var tampon: UInt32 = 0
        var chemin: UInt32 = 0
        var enCours: UInt32 = 0
        var valeur = Valeur.nul
    }

    private struct MemoEtat {
        var tampon: UInt32 = 0
        var chemin: UInt32 = 0
        var etat = EtatECUE()
    }

    init(cadre: Cadre) {
        self.cadre = cadre
        programme = cadre.programme
        maquette = cadre.promotion.maquette
        notes = cadre.promotion.notes
        fiche = Eleve(id: "")
        memos = Array(repeating: Memo(), count: cadre.nombreDeSlots)
        etats = Array(repeating: MemoEtat(), count: 2 * cadre.promotion.maquette.ecues.count)
        parametresConnus = Array(repeating: nil, count: programme.parametres.count)
    }

    /// Takes the facts of the same promotion as they are now; the programme and the maquette stay.
    func adopt(_ cadre: Cadre) {
        self.cadre = cadre
        notes = cadre.promotion.notes
    }

    /// Takes other facts for the élève being judged: nothing computed on the former ones is kept.
    func adopt(_ dossier: Dossier) {
        self.dossier = dossier
        forget()
    }

    private func forget() {
        tampon &+= 1
        mondes.reset()
        ensembles.removeAll(keepingCapacity: true)
        startPath()
        depend = false
        modulaire = false
        base = 0
        for index in parametresConnus.indices { parametresConnus[index] = nil }
    }

    func load(_ eleve: Int) {
        self.eleve = eleve
        dossier = cadre.promotion.dossiers[eleve]
        fiche = cadre.promotion.eleves[eleve]
        decisions = DecisionsPrevalentes(dossier.decisions)
        forget()
        uesSuivies = maquette.ues.indices.filter { index in dossier.ues.map { $0.contains(maquette.ues[index].code) } ?? true }
        passes = []
        guard !dossier.resultats.isEmpty else { return }
        let current = Set(uesSuivies.map { maquette.ues[$0].code })
        var latest: [String: Int] = [:]
        for (index, resultat) in dossier.resultats.enumerated() where !current.contains(resultat.ue) {
            if let known = latest[resultat.ue], dossier.resultats[known].annee > resultat.annee { continue }
            latest[resultat.ue] = index
        }
        passes = latest.values.sorted()
    }

    /// Starts a path: what depended on the former one is forgotten.
    func startPath() {
        dernierChemin &+= 1
        chemin = dernierChemin
        depend = false
        base = 0
    }

    /// In modular mode, one of the possible values of a result, the paths that led to it forgotten: sound, since every value that it
    /// can take is followed, but two results read together may be given values that no completion gives together.
    private func possible(_ index: Int, _ objet: Objet, session: Int) throws(Empechement) -> Valeur {
        let slot = cadre.premierSlot[index] + 2 * objet.index + session - 1
        if ensembles[slot] == nil {
            let (outerMondes, outerChemin, outerDepend, outerBase) = (mondes, chemin, depend, base)
            let keptLocals = Array(locals[0..<(base + Situation.frame)])
            let found = explore(limite: Situation.limiteModulaire, complet: true, racine: outerBase) { () throws(Empechement) in
                try self.evaluate(self.programme.resultats[index], objet, session: session)
            }
            let inner = mondes
            mondes = outerMondes
            mondes.adopt(inner)
            (chemin, depend, base) = (outerChemin, outerDepend, outerBase)
            locals.replaceSubrange(0..<keptLocals.count, with: keptLocals)
            switch found {
            case .connue(let value): ensembles[slot] = ([value], inner.pesees)
            case .attendue(let all): ensembles[slot] = (all ?? [], inner.pesees)
            case .empechee(let reason): throw reason
            }
        }
        guard let (values, pesees) = ensembles[slot], !values.isEmpty else { throw .tropDeMondes }
        mondes.peser(pesees)
        return values[choose(values.count)]
    }

    // MARK: - Results

    /// A result of an object after a session; `propre` is the rule's own, otherwise what prevails.
    func resultat(_ index: Int, _ objet: Objet, session: Int, propre: Bool) throws(Empechement) -> Valeur {
        if !propre, !decisions.isEmpty, let decided = prevaut(index, objet, session: session) { return decided }
        let slot = cadre.premierSlot[index] + 2 * objet.index + session - 1
        if memos[slot].tampon == tampon {
            if memos[slot].chemin == 0 { return memos[slot].valeur }
            if memos[slot].chemin == chemin {
                depend = true
                return memos[slot].valeur
            }
        }
        guard memos[slot].enCours != chemin else { throw .cercle }
        memos[slot].enCours = chemin
        let outer = depend
        depend = false
        let value: Valeur
        do throws(Empechement) {
            value =
                modulaire && base > 0
                ? try possible(index, objet, session: session) : try evaluate(programme.resultats[index], objet, session: session)
        } catch {
            memos[slot].enCours = 0
            depend = outer || depend
            throw error
        }
        memos[slot].enCours = 0
        memos[slot].tampon = tampon
        memos[slot].chemin = depend ? chemin : 0
        memos[slot].valeur = value
        depend = outer || depend
        return value
    }

    private func prevaut(_ index: Int, _ objet: Objet, session: Int) -> Valeur? {
        let resultat = programme.resultats[index]
        guard resultat.nom == "statut", let nom = self.nom(of: objet), let decision = decisions.decision(nom, .statut) else { return nil }
        // A decision of the second jury says nothing of the state after the first session.
        if session == 1, cadre.deuxSessions, hasSecondSession(objet) { return nil }
        return .texte(decision.decision)
    }

    /// The name of an object as `decisions.csv` writes it.
    func nom(of objet: Objet) -> String? {
        return switch objet {
        case .ecue(let i): "ecue:\(maquette.ecues[i].code)"
        case .ue(let i): "ue:\(maquette.ues[i].code)"
        case .semestre(let i): "semestre:\(maquette.semestres[i])"
        case .annee: "annee"
        default: nil
        }
    }

    private func hasSecondSession(_ objet: Objet) -> Bool {
        func retaken(_ ecue: Int) -> Bool {
            if let whole = notes.rattrapagesEcue[ecue], whole.etats[eleve] != 0 { return true }
            return maquette.epreuvesParEcue[ecue].contains { notes.sessions[1][$0].etats[eleve] != 0 }
        }
        switch objet {
        case .ecue(let i): return retaken(i)
        case .ue(let i): return maquette.ues[i].ecues.contains(where: retaken)
        case .semestre(let i): return cadre.uesParSemestre[i].contains { maquette.ues[$0].ecues.contains(where: retaken) }
        default: return false
        }
    }

    func etatECUE(_ index: Int, session: Int) throws(Empechement) -> EtatECUE {
        let slot = 2 * index + session - 1
        if etats[slot].tampon == tampon {
            if etats[slot].chemin == 0 { return etats[slot].etat }
            if etats[slot].chemin == chemin {
                depend = true
                return etats[slot].etat
            }
        }
        let outer = depend
        depend = false
        let etat = try computeEtatECUE(index, session: session)
        etats[slot] = MemoEtat(tampon: tampon, chemin: depend ? chemin : 0, etat: etat)
        depend = outer || depend
        return etat
    }

    // MARK: - Forks

    func decideAtLeast(_ a: Affine, _ b: Affine) throws(Empechement) -> Bool { try decide(a + b.scaled(by: Rational(-1))) }

    func decide(_ forme: Affine) throws(Empechement) -> Bool {
        if forme.termes.isEmpty {
            if forme.base.isOverflow { throw .depassement }
            return forme.base >= .zero
        }
        let before = mondes.embranchements
        let answer = try mondes.decide(forme)
        if mondes.embranchements != before || !mondes.isUniversal(forme) { depend = true }
        return answer
    }

    func choose(_ count: Int) -> Int {
        if count > 1 { depend = true }
        return mondes.choose(count)
    }

    // MARK: - Parameters

    func parametre(_ index: Int, ligne: Objet?) throws(Empechement) -> Valeur {
        let parametre = programme.parametres[index]
        if let seuil = seuil(parametre, ligne) { return .nombre(seuil) }
        if let known = parametresConnus[index] { return known }
        let value: Valeur = if let fixe = cadre.fixes[index] { fixe } else { try declared(parametre) }
        parametresConnus[index] = value
        return value
    }

    /// Whether the school has said the value, in its maquette or for the year.
    func estFixe(_ index: Int, ligne: Objet?) -> Bool { cadre.fixes[index] != nil || seuil(programme.parametres[index], ligne) != nil }

    private func seuil(_ parametre: ParametreCompile, _ ligne: Objet?) -> Rational? {
        switch (parametre.maquette, ligne) {
        case (.ecue?, .ecue(let i)?): cadre.promotion.maquette.ecues[i].seuil
        case (.ue?, .ue(let i)?): cadre.promotion.maquette.ues[i].seuil
        default: nil
        }
    }

    private func declared(_ parametre: ParametreCompile) throws(Empechement) -> Valeur {
        if let selon = parametre.selon {
            let key = try evaluate(selon, .eleve, session: cadre.sessionJugee)
            let text: String =
                switch key {
                case .texte(let value): value
                case .nombre(let value): value.fraction
                case .bool(let value): value ? "oui" : "non"
                default: ""
                }
            if let found = parametre.cas.first(where: { $0.cas == text }) { return found.valeur }
        }
        if !parametre.dates.isEmpty {
            let day = date(of: parametre.application)
            if let found = parametre.dates.last(where: { $0.du <= day }) { return found.valeur }
        }
        return parametre.constante ?? .nul
    }

    private func date(of application: ParametreCompile.Application) -> CalendarDate {
        switch application {
        case .jury: break
        case .admission:
            if let year = Int(fiche.entree.prefix(4)), let day = CalendarDate(year: year, month: 9, day: 1) { return day }
        case .attestationDeSuivi:
            if let day = dossier.parcours.last(where: { $0.decision == "attestation_de_suivi" })?.date { return day }
        }
        return cadre.promotion.entete.date
    }
}
