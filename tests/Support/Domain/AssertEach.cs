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

        /// <summary>The same of what is looked up, one after the other.</summary>
        public static async Task Each<T>(IEnumerable<T> collection, Func<T, Task> holds)
        {
            List<T> all = [.. collection];
            Assert.NotEmpty(all);
            foreach (var each in all)
                await holds(each);
        }

        /// <summary>A text has these words, letter by letter.</summary>
        public static void Has(string words, string? text) => Assert.Contains(words, text, StringComparison.Ordinal);

        /// <summary>A text has not these words.</summary>
        public static void Lacks(string words, string? text) =>
            Assert.DoesNotContain(words, text, StringComparison.Ordinal);

        public static void Begins(string words, string? text) =>
            Assert.StartsWith(words, text, StringComparison.Ordinal);

        public static void Ends(string words, string? text) => Assert.EndsWith(words, text, StringComparison.Ordinal);
    }
}
