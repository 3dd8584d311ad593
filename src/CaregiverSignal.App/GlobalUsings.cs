global using CaregiverSignal.Configuration;
global using CaregiverSignal.People;
global using CaregiverSignal.Record;
global using CaregiverSignal.Staff;
global using CaregiverSignal.Storage;
global using CaregiverSignal.Time;
