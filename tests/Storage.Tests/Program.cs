using Storage.Tests;
using Xunit.MicrosoftTestingPlatform;

return await Child.RunAsChildAsync() ? 0 : await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
