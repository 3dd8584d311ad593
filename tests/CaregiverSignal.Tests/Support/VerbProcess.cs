using System.Diagnostics;
using System.Text;

namespace CaregiverSignal.Tests.Support;

/// <summary>Runs the program as people do: a process of its own, in a folder of its own.</summary>
public sealed class VerbProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder folder = new();

    /// <summary>The folder it runs in: the shipped questionnaires, and no appsettings.json.</summary>
    public VerbProcess() => CopyQuestionnaires();

    public string Folder => folder.Name;

    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>What it reads from standard input.</summary>
    public byte[] Input { get; set; } = [];

    public string Path(params string[] parts) => System.IO.Path.Combine([Folder, .. parts]);

    public string Write(string file, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(file))!);
        return folder.Write(file, text);
    }

    public (int Code, string Output, string Error) Run(params string[] args)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [System.IO.Path.Combine(AppContext.BaseDirectory, "caregiversignal.dll"), .. args]
        )
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.BaseStream.Write(Input);
        process.StandardInput.Close();
        var (output, error) = (new StringBuilder(), new StringBuilder());
        process.OutputDataReceived += (_, line) => output.Append(line.Data is null ? "" : line.Data + "\n");
        process.ErrorDataReceived += (_, line) => error.Append(line.Data is null ? "" : line.Data + "\n");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{string.Join(' ', args)} did not end.\n{output}\n{error}");
        }

        process.WaitForExit();
        return (process.ExitCode, output.ToString(), error.ToString());
    }

    public void Dispose() => folder.Dispose();

    private void CopyQuestionnaires()
    {
        Directory.CreateDirectory(Path("questionnaires"));
        foreach (var file in Directory.GetFiles(Some.QuestionnairesFolder))
            File.Copy(file, Path("questionnaires", System.IO.Path.GetFileName(file)));
    }
}
