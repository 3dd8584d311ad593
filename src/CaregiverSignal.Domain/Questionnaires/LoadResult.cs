using System.Diagnostics.CodeAnalysis;
using CaregiverSignal.Files;

namespace CaregiverSignal.Questionnaires;

/// <summary>All questionnaires in a folder, or everything that is wrong with them.</summary>
public sealed record LoadResult(Instruments? Instruments, IReadOnlyList<Fault> Faults)
{
    [MemberNotNullWhen(true, nameof(Instruments))]
    public bool IsGood => Instruments is not null;
}
