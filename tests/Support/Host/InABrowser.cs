namespace CaregiverSignal.Tests.Support;

/// <summary>All tests that need a real browser: one Chromium, and one test after another.</summary>
[CollectionDefinition]
public sealed class InABrowser : ICollectionFixture<Chromium>;
