using System.Runtime.CompilerServices;

namespace CaregiverSignal.Tests.Support;

/// <summary>A test that <c>./test.sh --full</c> alone runs, as it takes long.</summary>
public sealed class LargeFactAttribute : FactAttribute
{
    public LargeFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        Skip = LongRun.Left;
        SkipType = typeof(LongRun);
        SkipUnless = nameof(LongRun.IsLarge);
    }
}

/// <summary>The same with several cases.</summary>
public sealed class LargeTheoryAttribute : TheoryAttribute
{
    public LargeTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        Skip = LongRun.Left;
        SkipType = typeof(LongRun);
        SkipUnless = nameof(LongRun.IsLarge);
    }
}
