using System.Reflection;

namespace CaregiverSignal.Storage;

/// <summary>Which program this is, as <c>--version</c> says: its version and the commit it was built from.</summary>
public static class ProgramVersion
{
    /// <summary>Such as <c>0.3.0+92128c5b…</c>; without the commit when it was built outside a repository.</summary>
    public static string Full { get; } =
        typeof(ProgramVersion)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion;

    public static string Version => Full.Split('+')[0];

    /// <summary>Empty when the program was built outside a repository.</summary>
    public static string Commit => Full.Split('+') is [_, var commit] ? commit : "";
}
