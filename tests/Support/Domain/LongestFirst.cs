using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace CaregiverSignal.Tests.Support;

/// <summary>
/// What waits for leases and what drives the browser, one test after another, begins first, so that no processor is
/// idle at the end.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = ["InABrowser", ".WholePathTests", ".Crash."];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections
    )
        where TTestCollection : ITestCollection =>
        [
            .. DefaultTestCollectionOrderer
                .Instance.OrderTestCollections(testCollections)
                .OrderBy(collection => Rank(collection)),
        ];

    private static int Rank(ITestCollection collection) =>
        Array.FindIndex(Long, part => collection.TestCollectionDisplayName.Contains(part)) is >= 0 and var rank
            ? rank
            : Long.Length;
}
