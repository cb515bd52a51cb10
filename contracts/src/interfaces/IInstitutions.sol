// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

enum Kind {
    None,
    Regulator,
    Factory,
    Distributor,
    Pharmacy,
    Hospital
}

enum Status {
    None,
    Applied,
    Active,
    Suspended,
    Retired
}

enum Role {
    None,
    Auditor,
    Operator,
    Admin
}

/// @notice What an institution may be permitted to do; permissions and licence scopes are bit masks over these.
enum Permission {
    RegisterProduct,
    RegisterLot,
    Commission,
    Pack,
    Ship,
    Receive,
    Dispense,
    Decommission,
    Destroy,
    Quarantine,
    Return,
    Recall,
    Record,
    RecordUse,
    Inspect,
    Regulate
}

/// @notice Why an account may not do something.
enum Refusal {
    None,
    UnknownOperator,
    AuditorOnly,
    NotActive,
    NotPermitted,
    NotLicensed
}

/// @param permissions Bit mask over `Permission`, set at admission by kind; the regulator may change it.
struct Institution {
    Kind kind;
    Status status;
    uint32 permissions;
    uint16 admins;
    uint16 operators;
    string name;
}

/// @param gln The institution the account belongs to.
struct Operator {
    uint64 gln;
    Role role;
}

/// @param number The authority's number of the licence.
/// @param scope Bit mask over `Permission`: what it licenses.
/// @param validFrom First second at which it counts, Unix time.
/// @param validTo Last second at which it counts, Unix time.
struct Licence {
    uint32 scope;
    uint48 validFrom;
    uint48 validTo;
    string number;
}

/// @title Who takes part, and what each may do now
/// @notice An institution is known by its GLN. Its operators are accounts with a role; its licences have a scope and a
/// validity; its permissions follow its kind and can be changed by the regulator. All other contracts ask `check`.
interface IInstitutions {
    event InstitutionApplied(uint64 indexed gln, Kind kind, string name, address admin, Licence[] licences);
    event InstitutionDeclined(uint64 indexed gln, string reason);
    event InstitutionAdmitted(uint64 indexed gln, Kind kind, uint32 permissions);
    event InstitutionSuspended(uint64 indexed gln, string reason);
    event InstitutionReinstated(uint64 indexed gln, string reason);
    event InstitutionRetired(uint64 indexed gln, string reason);
    event InstitutionRenamed(uint64 indexed gln, string name);
    event PermissionsSet(uint64 indexed gln, uint32 permissions);
    event LicencesSet(uint64 indexed gln, Licence[] licences);
    event OperatorAdded(uint64 indexed gln, address indexed account, Role role);
    event OperatorRemoved(uint64 indexed gln, address indexed account);
    event KeyRotated(uint64 indexed gln, address indexed account, address indexed successor);

    error InstitutionsBadGln(uint64 gln);
    error InstitutionsBadKind(Kind kind);
    error InstitutionsBadRole(Role role);
    error InstitutionsBadAccount(address account);
    error InstitutionsBadLicence(uint256 index);
    error InstitutionsTooManyLicences(uint256 count, uint256 most);
    error InstitutionsWrongStatus(uint64 gln, Status status);
    error InstitutionsAccountTaken(address account, uint64 gln);
    error InstitutionsNotOperator(address account, uint64 gln);
    error InstitutionsNotAdmin(address account);
    error InstitutionsLastAdmin(uint64 gln);
    error InstitutionsOnlyGovernance(address caller);
    error InstitutionsRefused(address account, uint64 gln, Permission permission, Refusal refusal);

    /// @notice Registers an institution that waits for the regulator's decision; the caller becomes its first admin.
    function applyFor(uint64 gln, Kind kind, string calldata name, Licence[] calldata licences) external;

    /// @notice Governance: an applicant becomes active with the permissions of its kind.
    /// @param applicant The account that applied, so that nobody who applies for the GLN later is admitted in its place.
    function admit(uint64 gln, address applicant) external;
    /// @notice Governance: an application is turned down; its GLN and its account are free again.
    function decline(uint64 gln, string calldata reason) external;
    /// @notice Governance: an active institution may do nothing until it is reinstated.
    function suspend(uint64 gln, string calldata reason) external;
    function reinstate(uint64 gln, string calldata reason) external;
    /// @notice Governance: an institution leaves for good.
    function retire(uint64 gln, string calldata reason) external;
    function rename(uint64 gln, string calldata name) external;
    function setPermissions(uint64 gln, uint32 permissions) external;
    /// @notice Governance: replaces all licences of an institution.
    function setLicences(uint64 gln, Licence[] calldata licences) external;
    /// @notice Governance: gives an institution an operator, when it has lost its admins' keys, or for the regulator itself.
    function appoint(uint64 gln, address account, Role role) external;
    /// @notice Governance: takes an operator from an institution; even the last admin of one, never of the regulator.
    function dismiss(address account) external;

    /// @notice An admin adds an operator to its own institution. The regulator's own are appointed by governance.
    function addOperator(address account, Role role) external;
    function removeOperator(address account) external;
    /// @notice An operator puts a new key of its own in the place of the one it signs with.
    function rotateKey(address successor) external;

    /// @notice The institution of an account that may use the permission now; reverts with `InstitutionsRefused` otherwise.
    function check(address account, Permission permission) external view returns (uint64 gln);
    /// @notice Reverts unless the institution, whoever acts for it, may use the permission now.
    function checkInstitution(uint64 gln, Permission permission) external view;
    /// @notice Why the account may not use the permission now; `None` if it may.
    function refusalOf(address account, Permission permission) external view returns (Refusal);

    function institutionOf(uint64 gln) external view returns (Institution memory);
    function operatorOf(address account) external view returns (Operator memory);
    function licencesOf(uint64 gln) external view returns (Licence[] memory);
    /// @notice The account that applied for an institution that waits for the decision; 0 otherwise.
    function applicantOf(uint64 gln) external view returns (address);
    function regulator() external view returns (uint64 gln);
    /// @notice The account of the regulator's k-of-n decisions.
    function governance() external view returns (address);
}
