global using CaregiverSignal.AuditLogs;
global using CaregiverSignal.Configuration;
global using CaregiverSignal.Happenings;
global using CaregiverSignal.People;
global using CaregiverSignal.Staff;
global using CaregiverSignal.Storage;
global using CaregiverSignal.Time;
