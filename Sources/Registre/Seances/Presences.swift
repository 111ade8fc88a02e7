extension Base {
    /// Notes who is there and who is not; a later note replaces the one before it.
    ///
    /// - Parameters:
    ///   - presences: by identifier.
    ///   - remplacements: the member whose place each substitute takes, by identifier: the substitute is noted present and the member
    ///     absent. A substitute who is present sits in someone's place, and a place is held once.
    public func noterPresences(
        _ code: String, _ presences: [String: Bool], remplacements: [String: String] = [:], par acte: Acte
    ) throws -> Reponse<Seance> {
        try write(acte) { ecriture in
            let seance = try Base.seance(code, etats: [.convoquee, .gelee], in: ecriture.session)
            let members = Set(seance.instance.membres.map(\.personne))
            let strangers = Set(presences.keys).union(remplacements.keys).union(remplacements.values).subtracting(members).sorted()
            guard strangers.isEmpty else {
                throw Refusal(.composition, "Ces personnes ne sont pas membres du jury :", details: strangers)
            }
            var after = seance
            for (personne, present) in presences {
                after.presences[personne] = present
                if !present { after.remplacements[personne] = nil }
            }
            for (suppleant, titulaire) in remplacements {
                after.presences[suppleant] = presences[suppleant] ?? true
                after.presences[titulaire] = presences[titulaire] ?? false
                after.remplacements[suppleant] = titulaire
            }
            let faults = after.remplacementsImpossibles
            guard faults.isEmpty else {
                throw Refusal(.composition, "Ces présences ne peuvent pas être notées : rien ne l'a été.", details: faults)
            }
            let changed = after.presences.keys.sorted().filter {
                seance.presences[$0] != after.presences[$0] || seance.remplacements[$0] != after.remplacements[$0]
            }
            if !changed.isEmpty {
                try ecriture.reason(promotion: seance.promotion)
                try ecriture.append(
                    .seancePresence, sujet: Sujet.seance(code),
                    charge: .object(["seance": .string(code), "presences": .array(changed.map { after.presence($0) })]))
            }
            return try Base.seance(code, etats: [.convoquee, .gelee], in: ecriture.session)
        }
    }
}

extension Seance {
    fileprivate func presence(_ personne: String) -> JSON {
        var entry: [String: JSON] = ["personne": .string(personne), "presente": .bool(presences[personne] == true)]
        if let replaced = remplacements[personne] { entry["remplace"] = .string(replaced) }
        return .object(entry)
    }

    /// What does not hold among those who sit in someone's place, in French.
    fileprivate var remplacementsImpossibles: [String] {
        var faults: [String] = []
        for member in instance.membres {
            let who = "« \(member.personne) »"
            guard let replaced = remplacements[member.personne] else {
                if member.estSuppleant, presences[member.personne] == true {
                    faults.append("\(who) est suppléant : dites à la place de qui il siège (\(member.supplee.joined(separator: ", ")))")
                }
                continue
            }
            if !member.supplee.contains(replaced) { faults.append("\(who) ne supplée pas « \(replaced) »") }
            if presences[member.personne] != true { faults.append("\(who) ne peut pas remplacer « \(replaced) » en étant absent") }
            if presences[replaced] == true { faults.append("« \(replaced) » est présent : \(who) ne siège pas à sa place") }
        }
        for (replaced, places) in Dictionary(grouping: remplacements, by: \.value).sorted(by: { $0.key < $1.key }) where places.count > 1 {
            let who = places.map { "« \($0.key) »" }.sorted().joined(separator: " et ")
            faults.append("\(who) ne peuvent pas siéger ensemble à la place de « \(replaced) »")
        }
        return faults
    }
}
