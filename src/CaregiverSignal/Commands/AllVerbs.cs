using System.CommandLine;
using CaregiverSignal.Commands.Checks;
using CaregiverSignal.Commands.Hindsight;

namespace CaregiverSignal.Commands;

public static class AllVerbs
{
    public static RootCommand Create()
    {
        var root = new RootCommand(
            "CaregiverSignal asks informal caregivers how it goes, and tells a coordinator whom to call. Without a verb it runs the service."
        )
        {
            ChartVerb.Create(),
            DemoVerb.Create(),
            TickVerb.Create(),
            ImportVerb.Create(),
            ExportVerb.Create(),
            ReportVerb.Create(),
            ReplayVerb.Create(),
            BacktestVerb.Create(),
            AuditVerb.Create(),
            ScoreVerb.Create(Installation.LoadQuestionnaires),
            CheckVerb.Create(),
            BackupVerb.Create(),
            RestoreVerb.Create(),
            ResumeMailVerb.Create(),
            InviteCoordinatorVerb.Create(),
            EraseVerb.Create(),
        };
        root.SetAction(RunVerb.RunAsync);
        return root;
    }
}
