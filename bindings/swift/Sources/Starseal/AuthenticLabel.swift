internal import StarsealGenerated

/// What an authentic label says, and what the scheme's dictionary says its numbers mean. Only a ``Verdict`` has one.
///
/// It says what an issuer sealed, not that the sticker belongs on the product it is found on: ``model``, ``gtins`` and ``serial``
/// are there to be compared.
public struct AuthenticLabel: Sendable, Hashable {
    /// The registration number. Opaque: nothing is to be read into it.
    public let productID: String
    /// The level, 1 to 255; JC-STAR has 1 to 4 stars.
    public let level: UInt8
    /// What the level is called.
    public let levelNames: Names
    /// Who says that the product meets the level.
    public let assessment: Assessment
    /// The first day on which the label counts.
    public let issuedOn: CalendarDate
    /// The last day on which the label counts, as printed. ``Verdict/lastDay`` knows of extensions.
    public let expiresOn: CalendarDate
    /// The position in the issuer's status list.
    public let statusIndex: UInt32
    /// The criteria, as a number in the scheme's dictionary.
    public let criteria: UInt16?
    /// The criteria as they are cited, such as `JST-CR-01-01-2024R1`.
    public let criteriaCitation: String?
    /// The product category, as a number in the scheme's dictionary.
    public let category: UInt16?
    /// What the category is called.
    public let categoryNames: Names?
    /// Who applied for the label.
    public let holder: String?
    /// The model number printed on the product, for a person to compare.
    public let model: String?
    /// The numbers under the bar codes on the box, each in the shortest of 8, 12, 13 and 14 digits; none to four.
    public let gtins: [String]
    /// Who evaluated the product, as a number in the scheme's dictionary.
    public let evaluator: UInt16?
    /// What the evaluator is called.
    public let evaluatorNames: Names?
    /// The serial number of one unit.
    public let serial: String?
    /// How many claims of a later version were passed over.
    public let unknownClaims: Int
    /// Who sealed the label.
    public let issuerNames: Names
    /// Who runs the scheme.
    public let authorityNames: Names
    /// The authority's ID, 64 hexadecimal digits.
    public let authorityID: String
}

/// Who says that a product meets a level's criteria.
public enum Assessment: String, CaseIterable, Codable, Sendable {
    /// The vendor declares it; nobody else checked.
    case selfDeclared = "self-declared"
    /// An independent body evaluated the product.
    case thirdParty = "third-party"
}

extension AuthenticLabel {
    init(_ raw: LabelContent) {
        self.init(
            productID: raw.productId,
            level: raw.level,
            levelNames: Names(raw.levelNames),
            assessment: Assessment(raw.assessment),
            issuedOn: CalendarDate(crossed: raw.issuedOn),
            expiresOn: CalendarDate(crossed: raw.expiresOn),
            statusIndex: raw.statusIndex,
            criteria: raw.criteria,
            criteriaCitation: raw.criteriaCitation,
            category: raw.category,
            categoryNames: raw.categoryNames.map(Names.init),
            holder: raw.holder,
            model: raw.model,
            gtins: raw.gtins,
            evaluator: raw.evaluator,
            evaluatorNames: raw.evaluatorNames.map(Names.init),
            serial: raw.serial,
            unknownClaims: Int(raw.unknownClaims),
            issuerNames: Names(raw.issuerNames),
            authorityNames: Names(raw.authorityNames),
            authorityID: raw.authorityId
        )
    }
}

extension Assessment {
    init(_ raw: StarsealGenerated.Assessment) {
        switch raw {
        case .selfDeclared: self = .selfDeclared
        case .thirdParty: self = .thirdParty
        }
    }

    var raw: StarsealGenerated.Assessment {
        switch self {
        case .selfDeclared: .selfDeclared
        case .thirdParty: .thirdParty
        }
    }
}
