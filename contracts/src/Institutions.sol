// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Governance} from "./Governance.sol";
import {
    IInstitutions,
    Institution,
    Kind,
    Licence,
    Operator,
    Permission,
    Refusal,
    Role,
    Status
} from "./interfaces/IInstitutions.sol";
import {Gs1} from "./lib/Gs1.sol";
import {Permissions} from "./lib/Permissions.sol";
import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";

/// @notice See {IInstitutions}.
contract Institutions is IInstitutions, ERC2771Context {
    uint256 private constant MOST_LICENCES = 8;

    uint64 public immutable regulator;
    address public immutable governance;

    mapping(uint64 gln => Institution) private _institutions;
    mapping(uint64 gln => Licence[]) private _licences;
    mapping(address account => Operator) private _operators;
    mapping(uint64 gln => address) public applicantOf;

    modifier onlyGovernance() {
        if (msg.sender != governance) revert InstitutionsOnlyGovernance(msg.sender);
        _;
    }

    /// @param admins The regulator's first admins.
    /// @param threshold How many of them the regulator's strong acts need.
    constructor(address acts, uint64 gln, string memory name, address[] memory admins, uint16 threshold)
        ERC2771Context(acts)
    {
        if (!Gs1.isGln(gln)) revert InstitutionsBadGln(gln);
        regulator = gln;
        Institution storage institution = _institutions[gln];
        institution.kind = Kind.Regulator;
        institution.name = name;
        emit InstitutionApplied(gln, Kind.Regulator, name, address(0), new Licence[](0));
        _admit(gln, institution);
        for (uint256 i; i < admins.length; ++i) {
            _add(gln, admins[i], Role.Admin);
        }
        governance = address(new Governance(acts, this, threshold, admins.length));
    }

    // --- applying and being decided on

    function applyFor(uint64 gln, Kind kind, string calldata name, Licence[] calldata licences) external {
        if (!Gs1.isGln(gln)) revert InstitutionsBadGln(gln);
        if (kind == Kind.None || kind == Kind.Regulator) revert InstitutionsBadKind(kind);
        Institution storage institution = _institutions[gln];
        _require(gln, institution, Status.None);

        address admin = _msgSender();
        institution.kind = kind;
        institution.status = Status.Applied;
        institution.name = name;
        _store(gln, licences);
        emit InstitutionApplied(gln, kind, name, admin, licences);
        applicantOf[gln] = admin;
        _add(gln, admin, Role.Admin);
    }

    function admit(uint64 gln, address applicant) external onlyGovernance {
        Institution storage institution = _institutions[gln];
        _require(gln, institution, Status.Applied);
        if (applicantOf[gln] != applicant) revert InstitutionsNotOperator(applicant, gln);
        _admit(gln, institution);
    }

    function decline(uint64 gln, string calldata reason) external onlyGovernance {
        _require(gln, _institutions[gln], Status.Applied);
        // An applicant's one operator goes with it, or it would belong to whoever applies for the GLN next.
        delete _operators[applicantOf[gln]];
        delete applicantOf[gln];
        delete _institutions[gln];
        delete _licences[gln];
        emit InstitutionDeclined(gln, reason);
    }

    function suspend(uint64 gln, string calldata reason) external onlyGovernance {
        if (gln == regulator) revert InstitutionsBadKind(Kind.Regulator);
        _change(gln, Status.Active, Status.Suspended);
        emit InstitutionSuspended(gln, reason);
    }

    function reinstate(uint64 gln, string calldata reason) external onlyGovernance {
        _change(gln, Status.Suspended, Status.Active);
        emit InstitutionReinstated(gln, reason);
    }

    function retire(uint64 gln, string calldata reason) external onlyGovernance {
        if (gln == regulator) revert InstitutionsBadKind(Kind.Regulator);
        Institution storage institution = _institutions[gln];
        if (institution.status != Status.Suspended) _require(gln, institution, Status.Active);
        institution.status = Status.Retired;
        emit InstitutionRetired(gln, reason);
    }

    function rename(uint64 gln, string calldata name) external onlyGovernance {
        _open(gln).name = name;
        emit InstitutionRenamed(gln, name);
    }

    function setPermissions(uint64 gln, uint32 permissions) external onlyGovernance {
        _admitted(gln);
        Institution storage institution = _institutions[gln];
        // Regulating stays with the regulator, whatever the mask says.
        uint32 regulate = Permissions.maskOf(Permission.Regulate);
        permissions = gln == regulator ? permissions | regulate : permissions & ~regulate;
        institution.permissions = permissions;
        emit PermissionsSet(gln, permissions);
    }

    function setLicences(uint64 gln, Licence[] calldata licences) external onlyGovernance {
        _open(gln);
        delete _licences[gln];
        _store(gln, licences);
        emit LicencesSet(gln, licences);
    }

    // --- operators

    function appoint(uint64 gln, address account, Role role) external onlyGovernance {
        _admitted(gln);
        _add(gln, account, role);
    }

    function dismiss(address account) external onlyGovernance {
        uint64 gln = _operators[account].gln;
        // An applicant without its one operator would be admitted with nobody to act for it.
        if (_institutions[gln].status == Status.Applied) revert InstitutionsWrongStatus(gln, Status.Applied);
        _remove(gln, account, gln != regulator);
    }

    function addOperator(address account, Role role) external {
        _add(_adminOf(_msgSender()), account, role);
    }

    function removeOperator(address account) external {
        _remove(_adminOf(_msgSender()), account, false);
    }

    function rotateKey(address successor) external {
        address account = _msgSender();
        Operator memory operator = _operators[account];
        if (operator.role == Role.None) revert InstitutionsNotOperator(account, operator.gln);
        _admitted(operator.gln);
        _requireFree(successor);
        delete _operators[account];
        _operators[successor] = operator;
        emit KeyRotated(operator.gln, account, successor);
    }

    // --- what one may do

    function check(address account, Permission permission) external view returns (uint64 gln) {
        Refusal refusal;
        (gln, refusal) = _judge(account, permission);
        if (refusal != Refusal.None) revert InstitutionsRefused(account, gln, permission, refusal);
    }

    function checkInstitution(uint64 gln, Permission permission) external view {
        Refusal refusal = _judge(gln, permission);
        if (refusal != Refusal.None) revert InstitutionsRefused(address(0), gln, permission, refusal);
    }

    function refusalOf(address account, Permission permission) external view returns (Refusal refusal) {
        (, refusal) = _judge(account, permission);
    }

    function institutionOf(uint64 gln) external view returns (Institution memory) {
        return _institutions[gln];
    }

    function operatorOf(address account) external view returns (Operator memory) {
        return _operators[account];
    }

    function licencesOf(uint64 gln) external view returns (Licence[] memory) {
        return _licences[gln];
    }

    function _judge(address account, Permission permission) private view returns (uint64, Refusal) {
        Operator storage operator = _operators[account];
        Role role = operator.role;
        uint64 gln = operator.gln;
        if (role == Role.None) return (0, Refusal.UnknownOperator);
        if (role == Role.Auditor) return (gln, Refusal.AuditorOnly);
        return (gln, _judge(gln, permission));
    }

    function _judge(uint64 gln, Permission permission) private view returns (Refusal) {
        Institution storage institution = _institutions[gln];
        if (institution.status != Status.Active) return Refusal.NotActive;
        uint32 mask = Permissions.maskOf(permission);
        if (institution.permissions & mask == 0) return Refusal.NotPermitted;
        if (gln == regulator) return Refusal.None;
        Licence[] storage licences = _licences[gln];
        uint256 count = licences.length;
        for (uint256 i; i < count; ++i) {
            Licence storage licence = licences[i];
            // solhint-disable not-rely-on-time
            if (licence.scope & mask != 0 && licence.validFrom <= block.timestamp && block.timestamp <= licence.validTo)
            {
                return Refusal.None;
            }
            // solhint-enable not-rely-on-time
        }
        return Refusal.NotLicensed;
    }

    // --- inside

    function _admit(uint64 gln, Institution storage institution) private {
        institution.status = Status.Active;
        delete applicantOf[gln];
        institution.permissions = Permissions.defaultsOf(institution.kind);
        emit InstitutionAdmitted(gln, institution.kind, institution.permissions);
    }

    function _change(uint64 gln, Status from, Status to) private {
        Institution storage institution = _institutions[gln];
        _require(gln, institution, from);
        institution.status = to;
    }

    function _require(uint64 gln, Institution storage institution, Status status) private view {
        if (institution.status != status) revert InstitutionsWrongStatus(gln, institution.status);
    }

    /// @dev An institution that has applied or takes part, and has not retired.
    function _open(uint64 gln) private view returns (Institution storage institution) {
        institution = _institutions[gln];
        if (institution.status != Status.Applied) _admitted(gln);
    }

    function _admitted(uint64 gln) private view {
        Status status = _institutions[gln].status;
        if (status != Status.Active && status != Status.Suspended) revert InstitutionsWrongStatus(gln, status);
    }

    function _store(uint64 gln, Licence[] calldata licences) private {
        if (licences.length > MOST_LICENCES) revert InstitutionsTooManyLicences(licences.length, MOST_LICENCES);
        for (uint256 i; i < licences.length; ++i) {
            if (licences[i].validTo < licences[i].validFrom || bytes(licences[i].number).length == 0) {
                revert InstitutionsBadLicence(i);
            }
            _licences[gln].push(licences[i]);
        }
    }

    /// @dev The institution that the account may add operators to and remove them from.
    function _adminOf(address account) private view returns (uint64 gln) {
        Operator memory operator = _operators[account];
        gln = operator.gln;
        // Who could add operators to the regulator could outvote its k of n: only governance itself may.
        if (operator.role != Role.Admin || gln == regulator) revert InstitutionsNotAdmin(account);
        _require(gln, _institutions[gln], Status.Active);
    }

    function _requireFree(address account) private view {
        if (account == address(0)) revert InstitutionsBadAccount(account);
        Operator memory operator = _operators[account];
        if (operator.role != Role.None) revert InstitutionsAccountTaken(account, operator.gln);
    }

    function _add(uint64 gln, address account, Role role) private {
        if (role == Role.None) revert InstitutionsBadRole(role);
        _requireFree(account);
        _operators[account] = Operator(gln, role);
        _count(gln, role, true);
        emit OperatorAdded(gln, account, role);
    }

    function _remove(uint64 gln, address account, bool evenLastAdmin) private {
        Operator memory operator = _operators[account];
        if (operator.role == Role.None || operator.gln != gln) revert InstitutionsNotOperator(account, gln);
        delete _operators[account];
        _count(gln, operator.role, false);
        if (!evenLastAdmin && _institutions[gln].admins == 0) revert InstitutionsLastAdmin(gln);
        emit OperatorRemoved(gln, account);
    }

    /// @dev `operators` counts who may act: admins too, auditors not.
    function _count(uint64 gln, Role role, bool up) private {
        if (role == Role.Auditor) return;
        Institution storage institution = _institutions[gln];
        institution.operators = up ? institution.operators + 1 : institution.operators - 1;
        if (role != Role.Admin) return;
        institution.admins = up ? institution.admins + 1 : institution.admins - 1;
    }
}
