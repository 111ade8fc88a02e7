import Scolarite
import Valeurs

extension Base {
    /// Takes one decision. The jury is sovereign: it may leave the proposal, take an option that the règlement closes, change a mark or add
    /// points; it then gives its reason, and the decision is marked for what it is. Refused until the quorum is noted present.
    ///
    /// - Parameters:
    ///   - decision: the proposal's word, the name of an option, a word of the contract for this object, `note:12.5`, `points:+0.5`, or
    ///     `report` to put the decision off.
    ///   - motif: the jury's reason. Required for whatever is not the proposal or an open option, and for an exclusion.
    ///   - votes: where the jury counted them.
    ///   - vu: the version of the session that the writer saw; refused when this object has been decided since.
    public func decider(
        _ code: String, eleve: String, objet: String, decision: String, motif: String? = nil, votes: Votes? = nil, par acte: Acte, vu: Int64? = nil
    ) throws -> Reponse<DecisionPrise> {
        try write(acte) { ecriture in
            let session = ecriture.session
            let seance = try Base.seance(code, etats: [.gelee], in: session)
            if let vu, let taken = seance.decision(eleve: eleve, objet: objet), taken.entree > vu {
                throw try Versions.stale(sujet: Sujet.seance(code), vu: vu, in: session)
            }
            try seance.exigeQuorum()
            guard seance.instance.decide(objet) else {
                throw Refusal(
                    .decision, "« \(seance.instance.intitule) » ne décide pas sur « \(objet) » : rien n'a été décidé.",
                    details: ["elle décide sur : \(seance.instance.objets.joined(separator: ", "))"])
            }
            let proposition = seance.propositions.first { $0.eleve == eleve && $0.objet == objet }
            // An élève who left the promotion after the freeze is still before the jury.
            guard let held = try self.current(seance.promotion, in: session), held.positions[eleve] != nil || proposition != nil else {
                throw Refusal(.eleveInconnu, "La promotion ne compte pas d'élève « \(eleve) ». Vérifiez l'identifiant.")
            }
            let conformite = try Base.conformite(decision, proposition: proposition, objet: objet, maquette: held.promotion.maquette)
            let reasoned = motif?.isEmpty == false
            let needsReason = conformite != .proposition && conformite != .option || decision == Vocabulaire.exclusion
            guard reasoned || !needsReason else {
                throw Refusal(
                    .decision, "Cette décision (\(conformite.intitule)) demande sa raison : rien n'a été décidé.",
                    details: proposition.map { Base.why(decision, $0) } ?? [])
            }
            if let votes { try Base.check(votes, seance) }
            let charge = try ecriture.charge(
                seance, [(eleve: eleve, objet: objet, decision: decision, conformite: conformite, motif: motif, votes: votes)], enBloc: false)
            try ecriture.reason(promotion: seance.promotion, eleve: eleve)
            let entree = try ecriture.append(.seanceDecision, sujet: Sujet.seance(code), charge: charge)
            return DecisionPrise(
                eleve: eleve, objet: objet, decision: decision, conformite: conformite, enBloc: false, motif: reasoned ? motif : nil, votes: votes,
                entree: entree)
        }
    }

    /// Follows at once every proposal that is by right and not decided yet, once the quorum is noted present. Never an exclusion, whatever the proposal says of it.
    ///
    /// - Parameter parmi: the objects to decide; refused whole when one of them is not by right. `nil` takes all that are.
    /// - Returns: what was decided.
    public func deciderEnBloc(
        _ code: String, parmi: [(eleve: String, objet: String)]? = nil, par acte: Acte
    ) throws -> Reponse<[DecisionPrise]> {
        try write(acte) { ecriture in
            let seance = try Base.seance(code, etats: [.gelee], in: ecriture.session)
            try seance.exigeQuorum()
            struct Key: Hashable { var eleve, objet: String }
            let decided = Set(seance.decisions.map { Key(eleve: $0.eleve, objet: $0.objet) })
            var wanted = seance.propositions
            if let parmi {
                let asked = Set(parmi.map { Key(eleve: $0.eleve, objet: $0.objet) })
                wanted = wanted.filter { asked.contains(Key(eleve: $0.eleve, objet: $0.objet)) }
                let known = Set(wanted.map { Key(eleve: $0.eleve, objet: $0.objet) })
                let faults =
                    wanted.filter { !$0.enBloc }.map { "élève « \($0.eleve) », \($0.objet) : pas de droit" }
                    + asked.subtracting(known).map { "élève « \($0.eleve) », \($0.objet) : pas de proposition" }.sorted()
                guard faults.isEmpty else {
                    throw Refusal(
                        .decision, "En bloc, le jury ne décide que ce qui est de droit, jamais une exclusion : rien n'a été décidé.",
                        details: Array(faults.prefix(20)))
                }
            }
            let taken = wanted.filter { $0.enBloc && !decided.contains(Key(eleve: $0.eleve, objet: $0.objet)) }
            guard !taken.isEmpty else { return [] }
            let charge = try ecriture.charge(
                seance,
                taken.map { (eleve: $0.eleve, objet: $0.objet, decision: $0.proposition, conformite: .proposition, motif: nil, votes: nil) },
                enBloc: true)
            try ecriture.reason(promotion: seance.promotion)
            let entree = try ecriture.append(.seanceDecision, sujet: Sujet.seance(code), charge: charge)
            return taken.map {
                DecisionPrise(
                    eleve: $0.eleve, objet: $0.objet, decision: $0.proposition, conformite: .proposition, enBloc: true, motif: nil, votes: nil,
                    entree: entree)
            }
        }
    }

    /// How a decision stands to the proposal; refused when it is no decision at all.
    static func conformite(_ decision: String, proposition: PropositionJury?, objet: String, maquette: Maquette) throws -> Conformite {
        if decision == Vocabulaire.report { return .report }
        guard Vocabulaire.decidable(decision) else {
            throw Refusal(.decision, "« \(decision) » ne décide rien. Choisissez parmi les options, ou « report ».")
        }
        if decision.hasPrefix("note:") || decision.hasPrefix("points:") {
            try checkPoints(decision, objet: objet, maquette: maquette)
            return .pointsDeJury
        }
        if let proposition {
            if decision == proposition.proposition { return .proposition }
            if let option = proposition.options.first(where: { $0.nom == decision }) { return option.ouverte ? .option : .optionFermee }
        } else {
            try checkObjet(objet, maquette: maquette)
        }
        let known = Vocabulaire.words(objet)
        guard known.contains(decision) || decision.hasPrefix("grade:") && objet.hasPrefix("ue:") && decision.count > 6 else {
            throw Refusal(
                .decision, "« \(decision) » n'est pas une décision possible pour « \(objet) ».",
                details: (known.sorted() + (proposition?.options.map(\.nom) ?? [])))
        }
        return proposition?.deDroit == true ? .ecart : .horsOptions
    }

    private static func checkObjet(_ objet: String, maquette: Maquette) throws {
        let parts = objet.split(separator: ":", maxSplits: 1).map(String.init)
        let code = parts.count == 2 ? parts[1] : ""
        let known =
            switch parts.first {
            case "ecue": maquette.ecues.contains { $0.code == code }
            case "ue": maquette.ues.contains { $0.code == code }
            case "semestre": maquette.semestres.contains(code)
            case "epreuve": maquette.epreuves.contains { "\(maquette.ecues[$0.ecue].code)/\($0.code)" == code }
            case "condition": !code.isEmpty
            case "annee", "diplome": parts.count == 1
            default: false
            }
        guard known else { throw Refusal(.decision, "« \(objet) » n'est pas un objet de décision de cette promotion.") }
    }

    /// Points of jury: an exact number, on the scale, on something that has a mark.
    private static func checkPoints(_ decision: String, objet: String, maquette: Maquette) throws {
        try checkObjet(objet, maquette: maquette)
        guard objet.hasPrefix("ecue:") || objet.hasPrefix("ue:") else {
            throw Refusal(.decision, "Le jury ne change une note que sur un ECUE ou une UE, pas sur « \(objet) ».")
        }
        let isNote = decision.hasPrefix("note:")
        var text = decision.drop { $0 != ":" }.dropFirst()
        let signed = text.first == "+" || text.first == "-"
        if text.first == "+" { text = text.dropFirst() }
        let cle: CleColonne = objet.hasPrefix("ecue:") ? .ecue(String(objet.dropFirst(5))) : .ue(String(objet.dropFirst(3)))
        let top = Rational(Int64(maquette.scale(cle).upperBound), over: 100)
        guard let value = Rational(decimal: text), isNote != signed, value <= top, value >= (isNote ? .zero : -top), isNote || value != .zero else {
            throw Refusal(
                .decision,
                "« note: » attend une note entre 0 et \(top.decimal(places: 0)), « points: » un nombre de points avec son signe (« points:+0.5 »).")
        }
    }

    /// What the proposal says of a decision that leaves it.
    private static func why(_ decision: String, _ proposition: PropositionJury) -> [String] {
        var lines = [proposition.deDroit ? "de droit : \(proposition.proposition)" : "proposition : \(proposition.proposition)"]
        if let option = proposition.options.first(where: { $0.nom == decision }), !option.ouverte, !option.raison.isEmpty {
            lines.append("\(option.nom) est fermée : \(option.raison)")
        }
        return lines
    }

    private static func check(_ votes: Votes, _ seance: Seance) throws {
        guard votes.pour >= 0, votes.contre >= 0, votes.abstentions >= 0, votes.total > 0, votes.total <= seance.votantsPresents else {
            throw Refusal(
                .decision,
                "\(votes.total) voix comptées pour \(seance.presents) : rien n'a été décidé. Notez les présences, recomptez."
            )
        }
        // At equal votes the president's prevails: who presides says which way by recording the decision.
        guard votes.pour >= votes.contre else {
            throw Refusal(.decision, "Cette décision a recueilli moins de voix pour que contre : rien n'a été décidé.")
        }
    }
}

extension Ecriture {
    typealias Prise = (eleve: String, objet: String, decision: String, conformite: Conformite, motif: String?, votes: Votes?)

    /// The payload of decisions; reasons go where they can be erased.
    func charge(_ seance: Seance, _ decisions: [Prise], enBloc: Bool) throws -> JSON {
        let items = try decisions.map { item in
            JSON.object([
                "eleve": .string(item.eleve), "objet": .string(item.objet), "decision": .string(item.decision),
                "conformite": .string(item.conformite.rawValue), "motif": try motif(item.motif, seance: seance, eleve: item.eleve),
                "votes": item.votes.map {
                    .object(["pour": .int(Int64($0.pour)), "contre": .int(Int64($0.contre)), "abstentions": .int(Int64($0.abstentions))])
                } ?? .null,
            ])
        }
        return .object(["seance": .string(seance.code), "en_bloc": .bool(enBloc), "decisions": .array(items)])
    }

    func motif(_ text: String?, seance: Seance, eleve: String) throws -> JSON {
        guard let text, !text.isEmpty else { return .null }
        let ref = try DonneesPersonnelles.store(text, categorie: .motifDecision, promotion: seance.promotion, eleve: eleve, in: session)
        return .string(Hexadecimal.text(ref))
    }
}
