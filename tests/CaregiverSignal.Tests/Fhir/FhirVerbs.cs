using System.CommandLine;
using CaregiverSignal.Cli;
using CaregiverSignal.Scores;

namespace CaregiverSignal.Tests.Fhir;

/// <summary>The verbs that write and read a FHIR folder, as the command line has them.</summary>
internal static class FhirVerbs
{
    public static (int Code, string Output, string Error) Export(string store, string folder, params string[] more) =>
        Run(["export", "--fhir", folder, "--Storage:Connection=Data Source=" + store, .. more]);

    public static (int Code, string Output, string Error) Import(string store, string folder, params string[] more) =>
        Run(["import", "--fhir", folder, "--Storage:Connection=Data Source=" + store, .. more]);

    public static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = CommandLine.Run(
            new RootCommand { ExportVerb.Create(), ImportVerb.Create() },
            [
                .. args,
                "--Questionnaires:Folder=" + Some.QuestionnairesFolder,
                "--Questionnaires:Plan=" + Path.Combine(Some.QuestionnairesFolder, "plan.json"),
            ],
            new InvocationConfiguration { Output = output, Error = error }
        );
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Scores what came in, and nothing else.</summary>
    public static void Score(this TestInstallation site) =>
        site.Write(transaction =>
        {
            var scoring = new ScoreResponse(site.Instruments, site.Time);
            while (scoring.RunOne(transaction)) { }
        });
}
