using System.Reflection;
using CaregiverSignal.Demo;
using CaregiverSignal.Import;
using CaregiverSignal.Mail.Letters;

namespace CaregiverSignal.Tests.Support;

/// <summary>The projects of the program above Domain, lowest first.</summary>
public static class Projects
{
    public static readonly Assembly[] BelowTheHost =
    [
        typeof(Database).Assembly,
        typeof(Letter).Assembly,
        typeof(CaregiverAccess).Assembly,
        typeof(Imports).Assembly,
        typeof(Simulation).Assembly,
    ];

    public static readonly Assembly[] All = [.. BelowTheHost, typeof(ServiceHost).Assembly];
}
