using System.Runtime.CompilerServices;
using CaregiverSignal.Answers;
using CaregiverSignal.AuditLogs;

namespace CaregiverSignal;

/// <summary>Gives the storage library, which knows no domain terms, what it needs from this assembly.</summary>
internal static class StoreRegistration
{
    /// <summary>Runs before anything else in this assembly, so that no command and no test can forget it.</summary>
#pragma warning disable CA2255 // Meant for programs: nobody but this one has this assembly.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Register()
    {
        TypeHandlers.Read(value => ResponseAnswers.Parse((string)value));
        TypeHandlers.Read(value => ResponseScores.Parse((string)value));
        StoreEngine.UnderNewKeys = AuditTable.Begin;
    }
}
