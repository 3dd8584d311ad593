using System.CommandLine;
using CaregiverSignal.Commands;

namespace CaregiverSignal.Tests.Demo;

/// <summary>One demo as the command line makes it, stopped before its pages open.</summary>
public sealed record DemoRun(int Code, string Output, string Error)
{
    public static DemoRun In(string folder, params string[] options)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var root = new RootCommand { DemoVerb.Create() };
        string[] args =
        [
            "demo",
            "--exit",
            "--dir",
            folder,
            .. options,
            "--Questionnaires:Folder=" + Some.QuestionnairesFolder,
            "--Questionnaires:Plan=" + Path.Combine(Some.QuestionnairesFolder, "plan.json"),
        ];
        var code = Awaited.Now(() =>
            CommandLine.RunAsync(root, args, new InvocationConfiguration { Output = output, Error = error })
        );
        return new DemoRun(code, output.ToString(), error.ToString());
    }
}
