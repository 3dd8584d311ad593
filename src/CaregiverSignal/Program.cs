using System.CommandLine;
using CaregiverSignal;
using CaregiverSignal.Cli;
using CaregiverSignal.Questionnaires;

var root = new RootCommand("CaregiverSignal notices in time when caring for somebody becomes too much. Without a verb it runs the service.")
{
    TickVerb.Create(),
    InviteCoordinatorVerb.Create(),
    ScoreVerb.Create(() => Instruments.Load(Installation.QuestionnaireFolder())),
};
root.TreatUnmatchedTokensAsErrors = false;
root.SetAction(RunVerb.Run);

var parsed = root.Parse(args);
return Verbs.IsWrongUsage(parsed) ? Verbs.WrongUsage : parsed.Invoke();
