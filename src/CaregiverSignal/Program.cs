using System.CommandLine;
using CaregiverSignal.Cli;
using CaregiverSignal.Questionnaires;

var root = new RootCommand("CaregiverSignal") { ScoreVerb.Create(() => Instruments.Load("questionnaires")) };
var parsed = root.Parse(args);
var code = parsed.Invoke();
return parsed.Errors.Count > 0 ? 2 : code;
