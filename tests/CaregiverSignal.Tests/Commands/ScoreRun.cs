using System.CommandLine;
using CaregiverSignal.Commands;

namespace CaregiverSignal.Tests.Commands;

/// <summary>The verb <c>score</c> in this process, with what it printed.</summary>
internal static class ScoreRun
{
    public static (int Code, string Output, string Error) Score(string input, params string[] args) =>
        Of(new LoadResult(Some.Instruments, []), Encoding.UTF8.GetBytes(input), args);

    public static (int Code, string Output, string Error) Of(LoadResult loaded, byte[] input, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var root = new RootCommand { ScoreVerb.Create(() => loaded, () => new MemoryStream(input)) };

        var code = Awaited.Now(() =>
            CommandLine.RunAsync(
                root,
                ["score", .. args],
                new InvocationConfiguration { Output = output, Error = error }
            )
        );
        return (code, output.ToString(), error.ToString());
    }
}
