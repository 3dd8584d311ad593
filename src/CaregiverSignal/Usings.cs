global using CaregiverSignal.People;
global using CaregiverSignal.Record;
global using CaregiverSignal.Storage;
global using CaregiverSignal.Time;
global using CaregiverSignal.Web;
global using CaregiverSignal.Web.Pages;
