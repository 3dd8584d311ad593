using CaregiverSignal.Commands;

Languages.BeginInDutch();
return await CommandLine.RunAsync(AllVerbs.Create(), args);
