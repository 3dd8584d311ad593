using CaregiverSignal.Cli;

return CommandLine.Run(AllVerbs.Create(), args);
