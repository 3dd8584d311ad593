using CaregiverSignal.Commands;

Languages.BeginInDutch();
return CommandLine.Run(AllVerbs.Create(), args);
