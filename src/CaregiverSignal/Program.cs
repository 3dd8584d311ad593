using System.CommandLine;
using CaregiverSignal.Cli;
using CaregiverSignal.Questionnaires;

return CommandLine.Run(new RootCommand("CaregiverSignal") { ScoreVerb.Create(() => Instruments.Load("questionnaires")) }, args);
