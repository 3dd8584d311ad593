using System.Diagnostics;

namespace CaregiverSignal.Tests.Support;

/// <summary>
/// A folder that stands for the root of a Debian machine, with the package installed by dpkg; no file of this machine
/// is touched.
/// </summary>
/// <remarks>The package is what packaging/make-deb.sh made last; ./test.sh makes it before the tests.</remarks>
public sealed class DebianRoot : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public DebianRoot()
    {
        if (WhyNot is not null)
            return;
        // Accounts of organisations must be able to come here.
        Ok(Run("chmod", "755", Name));
        foreach (var place in (string[])["etc/nginx/sites-available", "var/lib/dpkg/info", "var/lib/dpkg/updates"])
            Directory.CreateDirectory(Path(place));
        foreach (var file in (string[])["var/lib/dpkg/status", "etc/passwd", "etc/group", "etc/shadow", "etc/gshadow"])
            File.WriteAllText(Path(file), "");
        Ok(Dpkg("-i", Package!));
    }

    /// <summary>A machine on which the package is just installed.</summary>
    private DebianRoot(DebianRoot installed) => Ok(Run("cp", "-a", installed.Name + "/.", Name));

    /// <summary>Why it cannot be had here; null when it can.</summary>
    public static string? WhyNot =>
        !OperatingSystem.IsLinux() || !File.Exists("/usr/bin/dpkg") ? "dpkg is not there"
        : Package is null ? "no package was made: packaging/make-deb.sh artifacts"
        : !Environment.IsPrivilegedProcess ? "an administrator is needed, to run as other accounts"
        : null;

    public static string? Package =>
        Directory.Exists(System.IO.Path.Combine(Some.Root, "artifacts"))
            ? Directory
                .GetFiles(System.IO.Path.Combine(Some.Root, "artifacts"), "caregiversignal_*.deb")
                .SingleOrDefault()
            : null;

    public string Name => folder.Name;

    public string Path(string place) => System.IO.Path.Combine(Name, place.TrimStart('/'));

    /// <summary>Another machine like this one.</summary>
    public DebianRoot Copy() => new(this);

    public (int Code, string Output) Dpkg(params string[] arguments) =>
        Run(
            "dpkg",
            [
                "--root=" + Name,
                "--force-script-chrootless",
                "--force-depends",
                "--force-confold",
                "--log=/dev/null",
                .. arguments,
            ]
        );

    /// <summary>A command of the package, such as caregiversignal-add.</summary>
    public (int Code, string Output) Command(string command, params string[] arguments) =>
        Run(Path("usr/sbin/" + command), arguments);

    public string Add(string name, string host, params string[] options) =>
        Ok(Command("caregiversignal-add", [name, host, .. options]));

    /// <summary>The number of an organisation's account, which is that of its group too.</summary>
    public string AccountOf(string organisation) =>
        File.ReadLines(Path("etc/passwd"))
            .Single(line => line.StartsWith($"caregiversignal-{organisation}:", StringComparison.Ordinal))
            .Split(':')[2];

    /// <summary>Runs a program as the account of an organisation.</summary>
    public (int Code, string Output) As(string organisation, params string[] command) =>
        Run(
            "setpriv",
            [
                "--reuid",
                AccountOf(organisation),
                "--regid",
                AccountOf(organisation),
                "--clear-groups",
                "--no-new-privs",
                .. command,
            ]
        );

    public (int Code, string Output) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["CAREGIVERSIGNAL_ROOT"] = Name },
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(2)), $"{program} does not end.");
        return (process.ExitCode, output.GetAwaiter().GetResult() + error.GetAwaiter().GetResult());
    }

    public static string Ok((int Code, string Output) run)
    {
        Assert.True(run.Code == 0, run.Output);
        return run.Output;
    }

    public void Dispose() => folder.Dispose();
}
