namespace CaregiverSignal.Tests;

/// <summary>What xUnit's own assertions pass over.</summary>
public static class AssertEach
{
    extension(Assert)
    {
        /// <summary>
        /// There are some, and all of them hold: <c>Assert.All</c> is content with a collection in which there are
        /// none.
        /// </summary>
        public static void Each<T>(IEnumerable<T> collection, Action<T> holds)
        {
            List<T> all = [.. collection];
            Assert.NotEmpty(all);
            Assert.All(all, holds);
        }
    }
}
