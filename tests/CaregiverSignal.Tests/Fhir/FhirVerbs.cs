namespace CaregiverSignal.Tests.Fhir;

/// <summary>The verbs that write and read a FHIR folder, as the command line has them.</summary>
internal static class FhirVerbs
{
    public static (int Code, string Output, string Error) Export(string store, string folder, params string[] more) =>
        VerbRun.Of(["export", "--fhir", folder, "--Storage:Connection=Data Source=" + store, .. more]);

    public static (int Code, string Output, string Error) Import(string store, string folder, params string[] more) =>
        VerbRun.Of(["import", "--fhir", folder, "--Storage:Connection=Data Source=" + store, .. more]);
}
