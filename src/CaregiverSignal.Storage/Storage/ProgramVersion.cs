using System.Reflection;

namespace CaregiverSignal.Storage;

/// <summary>This program's version, as <c>--version</c> prints it.</summary>
public static class ProgramVersion
{
    /// <summary>Such as <c>0.3.0+92128c5b…</c>; without a commit if built outside a repository.</summary>
    public static string Full { get; } =
        typeof(ProgramVersion)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion;

    public static string Version => Full.Split('+')[0];
}
