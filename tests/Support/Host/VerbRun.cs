using System.CommandLine;
using CaregiverSignal.Commands;

namespace CaregiverSignal.Tests.Support;

/// <summary>A verb in this process, with the questionnaires that are shipped, and what it printed.</summary>
internal static class VerbRun
{
    public static (int Code, string Output, string Error) Of(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = Awaited.Now(() =>
            CommandLine.RunAsync(
                AllVerbs.Create(),
                [
                    .. args,
                    "--Questionnaires:Folder=" + Some.QuestionnairesFolder,
                    "--Questionnaires:Plan=" + Path.Combine(Some.QuestionnairesFolder, "plan.json"),
                ],
                new InvocationConfiguration { Output = output, Error = error }
            )
        );
        return (code, output.ToString(), error.ToString());
    }
}
