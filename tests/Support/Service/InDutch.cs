using System.Runtime.CompilerServices;

namespace CaregiverSignal.Tests.Support;

internal static class InDutch
{
    /// <summary>As the program itself begins, whatever the machine's language.</summary>
    [ModuleInitializer]
    internal static void Begin() => Languages.BeginInDutch();
}
