using CaregiverSignal.Cli;

Languages.BeginInDutch();
return CommandLine.Run(AllVerbs.Create(), args);
