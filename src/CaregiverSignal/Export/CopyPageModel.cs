using CaregiverSignal.Desk;

namespace CaregiverSignal.Export;

public sealed record CopyPageModel(StaffShell Shell, long CaregiverId, PersonCopy Copy);
